package io.ablate4j.forecast;

import io.ablate4j.engine.runtime.Processor;
import io.ablate4j.trial.Provenance;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;

/**
 * Where trials run, as far as their provenance tells: processors of one name on one system are
 * taken to be one machine.
 *
 * @param processor its name; empty if the system does not say, and then no stored trial is known to
 *     be from here
 * @param system its name and architecture
 */
public record Machine(Optional<String> processor, String system) {
  private static final String SYSTEM = "os";

  public Machine {
    Objects.requireNonNull(processor, "processor");
    Objects.requireNonNull(system, "system");
  }

  /** This one. */
  public static Machine here() {
    String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    try {
      return new Machine(Processor.here().flatMap(Processor::name), system);
    } catch (IOException e) {
      return new Machine(Optional.empty(), system); // it may not be read
    }
  }

  /** Whether a trial was trained here. */
  boolean trained(Provenance trial) {
    return processor.isPresent()
        && processor.get().equals(trial.facts().get(Provenance.PROCESSOR))
        && system.equals(trial.facts().get(SYSTEM));
  }
}
