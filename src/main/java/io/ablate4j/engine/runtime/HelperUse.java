package io.ablate4j.engine.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which oneDNN helpers compute a network.
 *
 * @param used what they compute, such as {@code convolution}
 * @param leftOff those that would compute some layer of it, and why they may not
 */
public record HelperUse(List<String> used, List<String> leftOff) {
  /** Of a network that they have no part in. */
  public static final HelperUse NONE = new HelperUse(List.of(), List.of());

  public HelperUse {
    used = List.copyOf(used);
    leftOff = List.copyOf(leftOff);
  }

  /** The same, without one more if its verdict is that it is wrong. */
  public HelperUse without(HelperVerdict verdict) {
    if (verdict.objection().isEmpty()) {
      return this;
    }
    List<String> more = new ArrayList<>(leftOff);
    more.add(verdict.text());
    return new HelperUse(used, more);
  }

  /** For the provenance: {@code helpers}, and if there are such, {@code helpers-left-off}. */
  public SortedMap<String, String> facts() {
    SortedMap<String, String> facts = new TreeMap<>();
    facts.put(
        "helpers",
        used.isEmpty() ? "none" : NativeRuntime.helperLibrary() + ": " + String.join(", ", used));
    if (!leftOff.isEmpty()) {
      facts.put("helpers-left-off", String.join("; ", leftOff));
    }
    return facts;
  }
}
