package io.ablate4j.timing;

import io.ablate4j.engine.CpuClock;
import io.ablate4j.engine.runtime.Processor;
import java.util.OptionalDouble;

/**
 * How busy others were before it was made, and how busy they have kept the processors since it was
 * made, while this process worked alone.
 */
public final class ForeignLoad {
  private final MachineLoad.Sample start = MachineLoad.sample(Processor.allowed());
  private final long ownStart = CpuClock.processNanos();

  /** Processors that others kept busy, 0 and up; empty if the system does not say. */
  public OptionalDouble processors() {
    MachineLoad.Sample now = MachineLoad.sample(Processor.allowed());
    return start.known() && now.known()
        ? OptionalDouble.of(start.foreign(now, CpuClock.processNanos() - ownStart))
        : OptionalDouble.empty();
  }
}
