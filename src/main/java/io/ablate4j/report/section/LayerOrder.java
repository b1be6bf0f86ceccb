package io.ablate4j.report.section;

import io.ablate4j.trial.StudyRecord.ModelSummary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The order in which networks compute their layers. Those of a model differ in what their arms put
 * in; what only one of them has comes behind what it follows there. Layers that no network lists,
 * as of studies stored before networks were, come last, by name.
 */
final class LayerOrder implements Comparator<String> {
  /** Numbers in names count as numbers. */
  private static final Pattern NUMBER = Pattern.compile("\\d+");

  private static final int DIGITS = 9;

  private final List<String> known = new ArrayList<>();

  /**
   * @param networks those whose layers stand in one row
   */
  LayerOrder(Collection<ModelSummary> networks) {
    for (ModelSummary network : networks) {
      int next = 0;
      for (String line : network.layers()) {
        String name = line.split(": ", 2)[0];
        int at = known.indexOf(name);
        if (at < 0) {
          known.add(next++, name);
        } else {
          next = at + 1;
        }
      }
    }
  }

  @Override
  public int compare(String one, String other) {
    return Comparator.comparingInt(this::place)
        .thenComparing(LayerOrder::padded)
        .compare(one, other);
  }

  private int place(String name) {
    int at = known.indexOf(name);
    return at < 0 ? known.size() : at;
  }

  private static String padded(String name) {
    return NUMBER
        .matcher(name)
        .replaceAll(m -> "0".repeat(Math.max(0, DIGITS - m.group().length())) + m.group());
  }
}
