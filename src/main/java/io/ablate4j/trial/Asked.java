package io.ablate4j.trial;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeSet;

/**
 * What is measured of a trial besides its training. None of it changes how the network is trained,
 * so none of it is part of the trial's key: a result that lacks something is trained again, has to
 * give the same numbers, and is replaced by the richer one.
 *
 * @param epochs after which the network is evaluated in full, ascending; empty means after each
 * @param until validation accuracy, 0 to 1, after which nobody looks for a target any more: checks
 *     end when two in a row are there. Empty means that they go on to the end
 * @param probes ids of what else is measured, sorted
 * @param onTest words of what is read besides on the test set at the end, sorted; of {@link
 *     Metric#ASKED}
 */
public record Asked(
    List<Integer> epochs, OptionalDouble until, List<String> probes, List<String> onTest) {
  /** The fact of a result's provenance that says what was asked of it. */
  public static final String FACT = "measured";

  /** Of a result that does not say: all evaluations and checks there can be, and no probe. */
  public static final Asked UNSAID = new Asked(List.of(), OptionalDouble.empty(), List.of());

  /** Raised when a built-in probe gives other numbers for the same network, or more of them. */
  static final int PROBE_PROTOCOL = 4;

  /** From which protocol on whatever has no line in {@link #SINCE} gives what it gives today. */
  private static final int USUALLY_SINCE = 3;

  /** The same of probes that have changed since: of earlier results that one alone is lacking. */
  private static final Map<String, Integer> SINCE = Map.of("mc-dropout", 4);

  private static final ObjectMapper MAPPER = new ObjectMapper();

  public Asked {
    epochs = List.copyOf(new TreeSet<>(epochs));
    probes = List.copyOf(new TreeSet<>(probes));
    onTest = List.copyOf(new TreeSet<>(onTest));
  }

  /** Without anything more on the test set. */
  public Asked(List<Integer> epochs, OptionalDouble until, List<String> probes) {
    this(epochs, until, probes, List.of());
  }

  /** What was asked of a stored result. */
  public static Asked of(Provenance provenance) {
    String json = provenance.facts().get(FACT);
    return json == null ? UNSAID : read(json);
  }

  /**
   * What {@link #json} wrote.
   *
   * @throws IllegalArgumentException if it did not
   */
  public static Asked read(String json) {
    try {
      JsonNode node = MAPPER.readTree(json);
      List<Integer> epochs = new ArrayList<>();
      node.path("epochs").forEach(epoch -> epochs.add(epoch.intValue()));
      List<String> probes = new ArrayList<>();
      List<String> onTest = new ArrayList<>();
      int protocol = node.path("probeProtocol").asInt();
      node.path("probes").forEach(id -> addIfStillSo(id.textValue(), protocol, probes));
      node.path("test").forEach(word -> addIfStillSo(word.textValue(), protocol, onTest));
      return new Asked(
          epochs,
          node.has("until")
              ? OptionalDouble.of(node.get("until").doubleValue())
              : OptionalDouble.empty(),
          probes,
          onTest);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("does not say what was measured: " + json, e);
    }
  }

  /** What an earlier protocol gave otherwise, or not in full, counts as not there. */
  private static void addIfStillSo(String word, int protocol, List<String> words) {
    if (protocol >= SINCE.getOrDefault(word, USUALLY_SINCE) && protocol <= PROBE_PROTOCOL) {
      words.add(word);
    }
  }

  /** One line of JSON. */
  public String json() {
    ObjectNode node = MAPPER.createObjectNode();
    ArrayNode list = node.putArray("epochs");
    epochs.forEach(list::add);
    until.ifPresent(accuracy -> node.put("until", accuracy));
    put(node, "probes", probes);
    put(node, "test", onTest);
    if (!probes.isEmpty() || !onTest.isEmpty()) {
      node.put("probeProtocol", PROBE_PROTOCOL);
    }
    return node.toString();
  }

  private static void put(ObjectNode node, String key, List<String> words) {
    if (!words.isEmpty()) {
      ArrayNode array = node.putArray(key);
      words.forEach(array::add);
    }
  }

  /** Whether the network is evaluated in full after an epoch. */
  public boolean isEvaluated(int epoch) {
    return epochs.isEmpty() || epochs.contains(epoch);
  }

  /** Whether whoever asked for {@code other} finds all of it in a result of this. */
  public boolean answers(Asked other) {
    boolean hasEpochs =
        epochs.isEmpty() || !other.epochs.isEmpty() && epochs.containsAll(other.epochs);
    return hasEpochs
        && until.orElse(Double.MAX_VALUE) >= other.until.orElse(Double.MAX_VALUE)
        && probes.containsAll(other.probes)
        && onTest.containsAll(other.onTest);
  }

  /** All of both. */
  public Asked and(Asked other) {
    boolean isEach = epochs.isEmpty() || other.epochs.isEmpty();
    boolean isUnending = until.isEmpty() || other.until.isEmpty();
    return new Asked(
        isEach ? List.of() : both(epochs, other.epochs),
        isUnending
            ? OptionalDouble.empty()
            : OptionalDouble.of(Math.max(until.getAsDouble(), other.until.getAsDouble())),
        both(probes, other.probes),
        both(onTest, other.onTest));
  }

  private static <T> List<T> both(Collection<T> one, Collection<T> other) {
    List<T> all = new ArrayList<>(one);
    all.addAll(other);
    return all;
  }
}
