package io.ablate4j.trial.tuning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ablate4j.trial.Cell;
import io.ablate4j.trial.PlannedTrial;
import io.ablate4j.trial.TrialKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;

/**
 * A trial whose level is not chosen yet, as plans hold it: in place of a spec it has those of all
 * levels of the grid, {@code {"tuned":{"0.001":"...","0.01":"..."}}}. So the plan of a study says
 * the same before and after the choice, and no code but the planner has to write specs.
 */
public final class Deferred {
  private static final String LEVELS = "tuned";
  private static final String ROOT = "{\"" + LEVELS + "\":";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Deferred() {}

  /**
   * The trial as a plan holds it.
   *
   * @param specs the canonical spec at each level
   */
  public static PlannedTrial planned(Cell cell, long seed, SortedMap<String, String> specs) {
    ObjectNode levels = MAPPER.createObjectNode();
    specs.forEach(levels::put);
    String json = ROOT + levels + "}";
    return new PlannedTrial(TrialKey.ofCanonicalJson(json), cell, seed, json);
  }

  /** Whether the level of a planned trial is not chosen. */
  public static boolean is(PlannedTrial trial) {
    return trial.specJson().startsWith(ROOT);
  }

  /**
   * The canonical spec at each level of the grid.
   *
   * @throws IllegalStateException if it is none of {@link #planned}
   */
  public static Map<String, String> specs(PlannedTrial trial) {
    try {
      JsonNode levels = MAPPER.readTree(trial.specJson()).path(LEVELS);
      Map<String, String> specs = new LinkedHashMap<>();
      levels.properties().forEach(entry -> specs.put(entry.getKey(), entry.getValue().textValue()));
      return specs;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no trial in waiting: " + trial.specJson(), e);
    }
  }

  /** The trial at the chosen level; its cell keeps the word. */
  static PlannedTrial at(PlannedTrial trial, String level) {
    String spec = specs(trial).get(level);
    return new PlannedTrial(TrialKey.ofCanonicalJson(spec), trial.cell(), trial.seed(), spec);
  }
}
