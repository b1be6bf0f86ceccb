package io.ablate4j.trial;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A trial's result as JSON, wherever it goes: from a worker process or a cluster to its run all of
 * it, into a store's columns its parts.
 *
 * <p>{@code
 * {"key":"9f...","outcome":"diverged","epoch":4,"reason":"...","provenance":{"java":"17"},
 * "measurements":{"kinds":[["loss","train"]],"rows":[[0,1,31,0.5]]}}}: only what diverged has an
 * epoch. A row of the measurements has its place among the kinds, epoch, step and value. Numbers
 * are written as Java writes them, so that they come back to the last bit; NaN and the infinities
 * are strings.
 */
public final class TrialResultJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER).build();

  private TrialResultJson() {}

  private record Kind(Metric metric, Split split) {}

  /** All of a result. */
  public static String write(TrialResult result) {
    return written(
        json -> {
          json.writeStartObject();
          json.writeStringField("key", result.key().sha256());
          json.writeStringField("outcome", result.outcome().word());
          if (result.outcome() instanceof Outcome.Diverged diverged) {
            json.writeNumberField("epoch", diverged.epoch());
          }
          json.writeStringField("reason", result.outcome().reason());
          json.writeFieldName("provenance");
          provenance(json, result.provenance());
          json.writeFieldName("measurements");
          measurements(json, result.measurements());
          json.writeEndObject();
        });
  }

  /** The measurements alone. */
  public static String measurements(List<Measurement> measurements) {
    return written(json -> measurements(json, measurements));
  }

  /** The provenance alone. */
  public static String provenance(Provenance provenance) {
    return written(json -> provenance(json, provenance));
  }

  /**
   * What {@link #write} wrote.
   *
   * @throws IllegalArgumentException if it is none, with the reason
   */
  public static TrialResult read(String json) {
    return read(() -> FACTORY.createParser(json), TrialResultJson::result);
  }

  /**
   * What {@link #measurements(List)} wrote.
   *
   * @param json UTF-8
   * @throws IllegalArgumentException if it is none, with the reason
   */
  public static List<Measurement> readMeasurements(byte[] json) {
    return read(() -> FACTORY.createParser(json), TrialResultJson::measurements);
  }

  /**
   * What {@link #provenance(Provenance)} wrote.
   *
   * @throws IllegalArgumentException if it is none, with the reason
   */
  public static Provenance readProvenance(String json) {
    return read(() -> FACTORY.createParser(json), TrialResultJson::provenance);
  }

  /**
   * The outcome of that word.
   *
   * @param epoch in which it diverged; ignored for other outcomes
   * @throws IllegalArgumentException if there is no such word, or no epoch where there must be one
   */
  public static Outcome outcome(String word, Optional<Integer> epoch, String reason) {
    return switch (word) {
      case "completed" -> new Outcome.Completed();
      case "diverged" ->
          new Outcome.Diverged(
              epoch.orElseThrow(
                  () -> new IllegalArgumentException("it diverged, but has no epoch")),
              reason);
      case "failed" -> new Outcome.Failed(reason);
      default -> throw new IllegalArgumentException("no trial ends as " + word);
    };
  }

  private static void provenance(JsonGenerator json, Provenance provenance) throws IOException {
    json.writeStartObject();
    for (Map.Entry<String, String> fact : provenance.facts().entrySet()) {
      json.writeStringField(fact.getKey(), fact.getValue());
    }
    json.writeEndObject();
  }

  private static void measurements(JsonGenerator json, List<Measurement> measurements)
      throws IOException {
    Map<Kind, Integer> kinds = new LinkedHashMap<>();
    for (Measurement m : measurements) {
      kinds.putIfAbsent(new Kind(m.metric(), m.split()), kinds.size());
    }
    json.writeStartObject();
    json.writeArrayFieldStart("kinds");
    for (Kind kind : kinds.keySet()) {
      json.writeStartArray();
      json.writeString(kind.metric().word());
      json.writeString(kind.split().word());
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("rows");
    for (Measurement m : measurements) {
      json.writeStartArray();
      json.writeNumber(kinds.get(new Kind(m.metric(), m.split())));
      json.writeNumber(m.epoch());
      json.writeNumber(m.step());
      json.writeNumber(m.value());
      json.writeEndArray();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static TrialResult result(JsonParser parser) throws IOException {
    String key = null;
    String word = null;
    String reason = null;
    Optional<Integer> epoch = Optional.empty();
    Provenance provenance = null;
    List<Measurement> measurements = null;
    expect(parser, JsonToken.START_OBJECT);
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      switch (parser.currentName()) {
        case "key" -> key = text(parser);
        case "outcome" -> word = text(parser);
        case "reason" -> reason = text(parser);
        case "epoch" -> epoch = Optional.of(integer(parser));
        case "provenance" -> provenance = provenance(parser);
        case "measurements" -> measurements = measurements(parser);
        default -> throw new JsonParseException(parser, "no result has " + parser.currentName());
      }
    }
    if (key == null || word == null || reason == null) {
      throw new JsonParseException(parser, "no key, outcome or reason");
    }
    if (provenance == null || measurements == null) {
      throw new JsonParseException(parser, "no provenance or measurements");
    }
    return new TrialResult(
        new TrialKey(key), outcome(word, epoch, reason), measurements, provenance);
  }

  private static Provenance provenance(JsonParser parser) throws IOException {
    Map<String, String> facts = new LinkedHashMap<>();
    expect(parser, JsonToken.START_OBJECT);
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      facts.put(name, text(parser));
    }
    return Provenance.of(facts);
  }

  private static List<Measurement> measurements(JsonParser parser) throws IOException {
    expect(parser, JsonToken.START_OBJECT);
    Measurements.Builder measurements = new Measurements.Builder();
    List<Integer> kinds = new ArrayList<>();
    for (startArray(parser, "kinds"); parser.nextToken() == JsonToken.START_ARRAY; ) {
      kinds.add(measurements.kind(Metric.ofWord(text(parser)), Split.ofWord(text(parser))));
      expect(parser, JsonToken.END_ARRAY);
    }
    for (startArray(parser, "rows"); parser.nextToken() == JsonToken.START_ARRAY; ) {
      measurements.add(
          kinds.get(parser.nextIntValue(-1)),
          parser.nextIntValue(-1),
          parser.nextIntValue(-1),
          number(parser));
      expect(parser, JsonToken.END_ARRAY);
    }
    expect(parser, JsonToken.END_OBJECT);
    return measurements.build();
  }

  private static String text(JsonParser parser) throws IOException {
    expect(parser, JsonToken.VALUE_STRING);
    return parser.getText();
  }

  private static int integer(JsonParser parser) throws IOException {
    expect(parser, JsonToken.VALUE_NUMBER_INT);
    return parser.getIntValue();
  }

  private static double number(JsonParser parser) throws IOException {
    return parser.nextToken() == JsonToken.VALUE_STRING
        ? Double.parseDouble(parser.getText())
        : parser.getDoubleValue();
  }

  private static void startArray(JsonParser parser, String name) throws IOException {
    expect(parser, JsonToken.FIELD_NAME);
    if (!parser.currentName().equals(name)) {
      throw new JsonParseException(parser, "no " + name);
    }
    expect(parser, JsonToken.START_ARRAY);
  }

  private static void expect(JsonParser parser, JsonToken token) throws IOException {
    if (parser.nextToken() != token) {
      throw new JsonParseException(parser, "no " + token);
    }
  }

  private interface Writing {
    void to(JsonGenerator json) throws IOException;
  }

  private interface Opening {
    JsonParser open() throws IOException;
  }

  private interface Reading<T> {
    T from(JsonParser parser) throws IOException;
  }

  private static String written(Writing writing) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      writing.to(json);
    } catch (IOException e) {
      throw new IllegalStateException("words and numbers can be written", e);
    }
    return text.toString();
  }

  private static <T> T read(Opening opening, Reading<T> reading) {
    try (JsonParser parser = opening.open()) {
      T value = reading.from(parser);
      if (parser.nextToken() != null) {
        throw new JsonParseException(parser, "more than one value");
      }
      return value;
    } catch (IOException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("it is not JSON of a result: " + e.getMessage(), e);
    }
  }
}
