package io.ablate4j.probe;

import java.util.List;

/** A probe that reads one number off a graph whenever the network is evaluated. */
record ScalarProbe(Probe probe) implements NetworkProbe {
  /** DL4J looks at half of what other probes do. */
  private static final int PART = 2;

  /** Of a compiled pass, what a pass of DL4J takes, which is most often more. */
  private static final int SLOWER = 5;

  @Override
  public String id() {
    return probe.id();
  }

  @Override
  public String meaning() {
    return probe.meaning();
  }

  @Override
  public String source() {
    return "the class " + probe.getClass().getName();
  }

  @Override
  public List<ProbeReading> readings() {
    return List.of(
        new ProbeReading(
            "", probe.scale(), probe.higherIsBetter(), probe.defaultMargin(), probe.meaning()));
  }

  @Override
  public ProbeSchedule schedule() {
    return ProbeSchedule.EPOCHS;
  }

  @Override
  public ProbeWork work(ProbeSizes sizes) {
    return ProbeWork.passing((double) SLOWER * sizes.train() / PART);
  }

  @Override
  public void measure(ProbeMoment moment, ReadingSink sink) {
    sink.put("", moment.ask(probe));
  }
}
