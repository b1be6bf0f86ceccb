package io.ablate4j.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;

/**
 * A case with values computed by SciPy or R; {@code reference.py} and {@code reference.R} beside
 * the values made them.
 */
record Reference(String name, Map<String, double[]> quantities) {
  private static final List<String> FILES = List.of("reference-scipy.csv", "reference-r.csv");

  /** All cases of a kind; at least one. */
  static List<Reference> of(String kind) {
    Map<String, Reference> cases = new LinkedHashMap<>();
    FILES.stream()
        .flatMap(Reference::lines)
        .map(line -> line.split(",", -1))
        .filter(cells -> cells[0].equals(kind))
        .forEach(
            cells ->
                cases
                    .computeIfAbsent(cells[1], n -> new Reference(n, new LinkedHashMap<>()))
                    .quantities
                    .put(cells[2], numbers(cells[3])));
    assertThat(cases).as(kind).isNotEmpty();
    return List.copyOf(cases.values());
  }

  static Reference of(String kind, String name) {
    return of(kind).stream().filter(r -> r.name.equals(name)).findFirst().orElseThrow();
  }

  /** Compares to ten digits, and small numbers absolutely. */
  static Offset<Double> near(double expected) {
    return within(1e-10 * Math.max(1, Math.abs(expected)));
  }

  double[] array(String quantity) {
    return Optional.ofNullable(quantities.get(quantity)).orElseThrow().clone();
  }

  double value(String quantity) {
    return array(quantity)[0];
  }

  /** Holds the interval against two expected ends. */
  void assertEnds(String quantity, Optional<Interval> interval, double tolerance) {
    double[] ends = array(quantity);
    assertThat(interval).as(name + " " + quantity).isPresent();
    assertThat(new double[] {interval.get().low(), interval.get().high()})
        .as(name + " " + quantity)
        .containsExactly(ends, within(tolerance));
  }

  private static Stream<String> lines(String file) {
    try (InputStream in = Reference.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double[] numbers(String cell) {
    return Arrays.stream(cell.split(" "))
        .filter(word -> !word.isEmpty())
        .mapToDouble(Double::parseDouble)
        .toArray();
  }

  @Override
  public String toString() {
    return name;
  }
}
