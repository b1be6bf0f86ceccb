package io.ablate4j.intervention;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a study calls by a name: what is done to a network, and when.
 *
 * @param name the level's name in studies and reports
 * @param what is done; empty of {@link #NONE}
 * @param step after how many steps of training, from 1 up; 0 of {@link #NONE}
 */
public record TimedIntervention(String name, Optional<Intervention> what, int step) {
  /** Nothing is done. */
  public static final TimedIntervention NONE = new TimedIntervention("none", Optional.empty(), 0);

  public TimedIntervention {
    Objects.requireNonNull(name, "name");
    if (what.isPresent() ? step < 1 : step != 0) {
      throw new IllegalArgumentException(name + " at step " + step);
    }
  }

  /** Whether anything is done. */
  public boolean isThere() {
    return what.isPresent();
  }

  /**
   * All that its name stands for, as text, numbers, flags and sorted maps: what {@link
   * Interventions#read} reads as an equal one.
   */
  public SortedMap<String, Object> settings() {
    SortedMap<String, Object> settings = new TreeMap<>();
    what.ifPresent(
        done -> {
          settings.put(done.key(), done.settings());
          settings.put(
              Interventions.AT, new TreeMap<>(Map.<String, Object>of(Interventions.STEP, step)));
        });
    return settings;
  }

  /** Such as "after step 200 weights and biases of ...". */
  public String inWords() {
    return what.map(done -> "after step " + step + " " + done.inWords()).orElse("nothing");
  }
}
