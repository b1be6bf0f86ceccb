package io.ablate4j.registration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.ablate4j.hypothesis.ClassMetrics;
import io.ablate4j.hypothesis.Compared;
import io.ablate4j.hypothesis.Compared.AgainstNumber;
import io.ablate4j.hypothesis.Compared.Readings;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.DerivedMetrics;
import io.ablate4j.hypothesis.Expectation;
import io.ablate4j.hypothesis.Hypothesis;
import io.ablate4j.hypothesis.Point;
import io.ablate4j.hypothesis.Prediction;
import io.ablate4j.hypothesis.Prediction.Across;
import io.ablate4j.hypothesis.Prediction.Pair;
import io.ablate4j.hypothesis.Reading;
import io.ablate4j.hypothesis.Reducers;
import io.ablate4j.hypothesis.TrendScale;
import io.ablate4j.trial.TrialKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Hypotheses as canonical JSON and back: in the study's order, keys sorted, no white space, numbers
 * as Java writes them. It is what their checksum is taken of. Each has its basis beside it, unless
 * it was registered before there was one.
 */
public final class HypothesesJson {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  /** Keys of what a class says of the metric that it brings. */
  private static final String PROBE = "probe";

  private static final String TRIAL_METRIC = "trialMetric";

  private static final String JOINED = "joined";

  /** Keys of what is set against what; a part has one of them. */
  private static final String COMPARE = "compare";

  private static final String READINGS = "readings";
  private static final String OF = "of";

  /** Keys of the number beside {@link #OF}. */
  private static final String THAN = "than";

  private static final String BOUND = "bound";
  private static final String METRIC = "metric";
  private static final String OVER = "over";

  private HypothesesJson() {}

  /** Of a canonical text; empty if it holds no hypothesis. */
  public static String sha256(String json) {
    return json.equals("[]") ? "" : TrialKey.ofCanonicalJson(json).sha256();
  }

  /**
   * The canonical text.
   *
   * @param bases by id; a hypothesis without one is written without
   */
  public static String write(
      List<Hypothesis> hypotheses, Map<String, SortedMap<String, List<String>>> bases) {
    try {
      return MAPPER.writeValueAsString(
          hypotheses.stream().map(each -> tree(each, bases.get(each.id()))).toList());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain maps can be written", e);
    }
  }

  private static Map<String, Object> tree(
      Hypothesis hypothesis, SortedMap<String, List<String>> basis) {
    SortedMap<String, Object> tree = new TreeMap<>();
    tree.put("id", hypothesis.id());
    tree.put("claim", hypothesis.claim());
    tree.put("family", hypothesis.family());
    if (hypothesis.joined() != Hypothesis.Joined.ALL_OF) {
      tree.put(JOINED, hypothesis.joined().word()); // of the other nothing is said, as before
    }
    tree.put("parts", hypothesis.parts().stream().map(HypothesesJson::tree).toList());
    if (basis != null) {
      tree.put("basis", basis);
    }
    return tree;
  }

  private static Map<String, Object> tree(Prediction part) {
    SortedMap<String, Object> tree = new TreeMap<>();
    if (part.compare() instanceof Pair pair) {
      tree.put(COMPARE, tree(pair));
    } else if (part.compare() instanceof AgainstNumber against) {
      tree.put(OF, Map.of("factor", against.factor(), "level", against.level()));
      tree.put(part.isBound() ? BOUND : THAN, against.number());
    } else if (part.compare() instanceof Readings readings) {
      tree.put(
          READINGS,
          Stream.of(readings.first(), readings.second()).map(HypothesesJson::tree).toList());
    }
    if (!(part.compare() instanceof Readings)) {
      tree.putAll(tree(part.metric()));
    }
    tree.put("expect", part.expect().word());
    tree.put("margin", part.margin());
    tree.put("where", part.where());
    part.across().ifPresent(across -> tree.put("across", tree(across)));
    return tree;
  }

  /** The word; of one that a class brings its definition as well. */
  private static Map<String, Object> tree(ContrastMetric metric) {
    SortedMap<String, Object> tree = new TreeMap<>();
    metric
        .over()
        .ifPresent(
            over ->
                tree.put(OVER, Map.of("factor", over.factor(), "reducer", over.reducer().word())));
    tree.put(METRIC, metric.over().map(over -> over.of().word()).orElse(metric.word()));
    if (metric.isOfClass()) {
      tree.put(metric.isProbe() ? PROBE : TRIAL_METRIC, definition(metric.root()));
    }
    return tree;
  }

  /** What it takes to judge by it later, where its class need not be on the class path. */
  private static Map<String, Object> definition(ContrastMetric metric) {
    return Map.of(
        "scale", metric.scale().word(),
        "higherIsBetter", metric.higherIsBetter(),
        "defaultMargin", metric.defaultMargin(),
        "meaning", metric.meaning());
  }

  private static ContrastMetric metric(JsonNode part) {
    String[] word = text(part, METRIC).split(Point.SIGN, 2);
    ContrastMetric read = metric(part, word[0]);
    if (word.length > 1) {
      read = DerivedMetrics.at(read, Point.ofWord(word[1]).orElseThrow());
    }
    if (!part.has(OVER)) {
      return read;
    }
    JsonNode over = part.get(OVER);
    return DerivedMetrics.over(
        read, text(over, "factor"), Reducers.find(text(over, "reducer")).orElseThrow());
  }

  private static ContrastMetric metric(JsonNode part, String word) {
    return part.has(PROBE)
        ? defined(Reading.PROBE, word, part.get(PROBE))
        : part.has(TRIAL_METRIC)
            ? defined(Reading.TRIAL, word, part.get(TRIAL_METRIC))
            : ContrastMetric.ofWord(word).orElseThrow();
  }

  private static ContrastMetric defined(Reading reading, String word, JsonNode definition) {
    return ClassMetrics.ofClass(
        reading,
        word,
        ContrastMetric.Scale.ofWord(text(definition, "scale")),
        definition.required("higherIsBetter").booleanValue(),
        definition.required("defaultMargin").doubleValue(),
        text(definition, "meaning"));
  }

  private static Map<String, Object> tree(Across across) {
    return across instanceof Across.Trend trend
        ? Map.of("trend", tree(trend))
        : Map.of("interaction", tree(((Across.Interaction) across).pair()));
  }

  /** One by doublings says nothing of its scale, as when there was no other: checksums stay. */
  private static Map<String, Object> tree(Across.Trend trend) {
    SortedMap<String, Object> tree = new TreeMap<>();
    tree.put("factor", trend.factor());
    tree.put("levels", trend.levels());
    if (!trend.scale().equals(TrendScale.LOG2)) {
      tree.put("by", trend.scale().by().word());
      tree.put("step", trend.scale().step());
    }
    return tree;
  }

  private static Map<String, Object> tree(Pair pair) {
    return Map.of("factor", pair.factor(), "level", pair.level(), "control", pair.control());
  }

  public static List<Hypothesis> read(String json) {
    try {
      List<Hypothesis> hypotheses = new ArrayList<>();
      for (JsonNode node : MAPPER.readTree(json)) {
        List<Prediction> parts = new ArrayList<>();
        node.required("parts").forEach(part -> parts.add(prediction(part)));
        hypotheses.add(
            new Hypothesis(
                text(node, "id"), text(node, "claim"), text(node, "family"), joined(node), parts));
      }
      return List.copyOf(hypotheses);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the store holds hypotheses that cannot be read: " + json, e);
    }
  }

  private static Hypothesis.Joined joined(JsonNode node) {
    return node.has(JOINED)
        ? Hypothesis.Joined.ofWord(text(node, JOINED)).orElseThrow()
        : Hypothesis.Joined.ALL_OF;
  }

  /** By id, of those that have one. */
  public static Map<String, SortedMap<String, List<String>>> readBases(String json) {
    try {
      Map<String, SortedMap<String, List<String>>> bases = new HashMap<>();
      for (JsonNode node : MAPPER.readTree(json)) {
        if (node.has("basis")) {
          SortedMap<String, List<String>> basis = new TreeMap<>();
          node.get("basis")
              .properties()
              .forEach(entry -> basis.put(entry.getKey(), texts(entry.getValue())));
          bases.put(text(node, "id"), basis);
        }
      }
      return bases;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the store holds hypotheses that cannot be read: " + json, e);
    }
  }

  private static Prediction prediction(JsonNode node) {
    SortedMap<String, List<String>> where = new TreeMap<>();
    node.required("where")
        .properties()
        .forEach(entry -> where.put(entry.getKey(), texts(entry.getValue())));
    Compared compared = compared(node);
    return new Prediction(
        compared,
        compared instanceof Readings readings ? readings.first() : metric(node),
        Expectation.ofWord(text(node, "expect")).orElseThrow(),
        node.required("margin").doubleValue(),
        where,
        Optional.ofNullable(node.get("across")).map(HypothesesJson::across));
  }

  private static Compared compared(JsonNode part) {
    if (part.has(OF)) {
      JsonNode of = part.get(OF);
      JsonNode number = part.has(BOUND) ? part.get(BOUND) : part.required(THAN);
      return new AgainstNumber(text(of, "factor"), text(of, "level"), number.doubleValue());
    }
    return part.has(READINGS)
        ? new Readings(
            metric(part.get(READINGS).required(0)), metric(part.get(READINGS).required(1)))
        : pair(part.required(COMPARE));
  }

  private static Across across(JsonNode node) {
    JsonNode trend = node.get("trend");
    return trend == null
        ? new Across.Interaction(pair(node.required("interaction")))
        : new Across.Trend(
            text(trend, "factor"), texts(trend.required("levels")), trendScale(trend));
  }

  private static TrendScale trendScale(JsonNode trend) {
    return trend.has("by")
        ? new TrendScale(
            TrendScale.By.ofWord(text(trend, "by")).orElseThrow(),
            trend.required("step").doubleValue())
        : TrendScale.LOG2;
  }

  private static Pair pair(JsonNode node) {
    return new Pair(text(node, "factor"), text(node, "level"), text(node, "control"));
  }

  private static String text(JsonNode node, String key) {
    return node.required(key).textValue();
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(node -> texts.add(node.textValue()));
    return texts;
  }
}
