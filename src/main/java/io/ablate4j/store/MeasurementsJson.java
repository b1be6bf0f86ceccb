package io.ablate4j.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.ablate4j.trial.Measurement;
import io.ablate4j.trial.Metric;
import io.ablate4j.trial.Split;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The measurements of a trial as one text, {@code
 * {"kinds":[["loss","train"]],"rows":[[0,1,31,.5]]}}: each row has its place among the kinds,
 * epoch, step and value. Numbers are written as Java writes them, so that they come back to the
 * last bit; NaN and the infinities are strings.
 */
final class MeasurementsJson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER).build();

  private MeasurementsJson() {}

  private record Kind(Metric metric, Split split) {}

  static String write(List<Measurement> measurements) {
    Map<Kind, Integer> kinds = new LinkedHashMap<>();
    for (Measurement m : measurements) {
      kinds.putIfAbsent(new Kind(m.metric(), m.split()), kinds.size());
    }
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
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
    } catch (IOException e) {
      throw new IllegalStateException("numbers can be written", e);
    }
    return text.toString();
  }

  /**
   * What {@link #write} wrote.
   *
   * @param json UTF-8
   */
  static List<Measurement> read(byte[] json) {
    try (JsonParser parser = FACTORY.createParser(json)) {
      expect(parser, JsonToken.START_OBJECT);
      List<Kind> kinds = new ArrayList<>();
      for (startArray(parser, "kinds"); parser.nextToken() == JsonToken.START_ARRAY; ) {
        kinds.add(
            new Kind(Metric.ofWord(parser.nextTextValue()), Split.ofWord(parser.nextTextValue())));
        expect(parser, JsonToken.END_ARRAY);
      }
      List<Measurement> measurements = new ArrayList<>();
      for (startArray(parser, "rows"); parser.nextToken() == JsonToken.START_ARRAY; ) {
        Kind kind = kinds.get(parser.nextIntValue(-1));
        measurements.add(
            new Measurement(
                kind.metric(),
                kind.split(),
                parser.nextIntValue(-1),
                parser.nextIntValue(-1),
                number(parser)));
        expect(parser, JsonToken.END_ARRAY);
      }
      return measurements;
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IllegalStateException(
          "the store holds measurements that cannot be read: "
              + new String(json, StandardCharsets.UTF_8),
          e);
    }
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
}
