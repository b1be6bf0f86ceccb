package io.ablate4j.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Tables of the source csv. */
final class TableTarget extends DataTarget {
  private static final String FILE = "data.csv";
  private static final List<String> DELIMITERS =
      List.of(",", ";", "tab", "|", " ", "\\t", "", "ab");
  private static final List<String> COLUMNS = List.of("label", "x", "0", "2", "9", "-1", "", "y\n");

  private final ByteMutator bytes = new ByteMutator(TextMutator.VALUES);
  private final TextMutator text = new TextMutator("[^,\n]+");

  TableTarget() {
    super("csv");
  }

  /** Twelve rows of two classes, with a header. */
  static String table() {
    StringBuilder table = new StringBuilder("x,y,label\n");
    for (int row = 0; row < 12; row++) {
      table.append(row % 4).append(',').append(row / 7.0).append(row % 2 == 0 ? ",a\n" : ",b\n");
    }
    return table.toString();
  }

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public int share() {
    return 250;
  }

  @Override
  public List<FuzzInput> seeds() {
    String quoted =
        "\"a, b\",\"say \"\"x\"\"\",class\r\n1.5,-2e3,\"p, q\"\r\n2,3,\"r\"\"s\"\r\n4,5,\u00e4\r\n";
    return List.of(
        seed(table(), true),
        seed(quoted, true),
        seed(table().substring(table().indexOf('\n') + 1), false),
        seed("\ufeff1;2;0\n3;4;1\n\n5;6;1\n", false).with(Map.of("delimiter", ";")));
  }

  private static FuzzInput seed(String table, boolean header) {
    return FuzzInput.of(Map.of(FILE, table.getBytes(UTF_8)))
        .with(Map.of("path", FILE, "header", String.valueOf(header)));
  }

  @Override
  byte[] mutate(byte[] content, byte[] other, RandomGenerator random) {
    String changed = new String(content, UTF_8);
    if (random.nextInt(4) > 0) {
      changed = text.mutate(changed, new String(other, UTF_8), random);
    }
    int coding = random.nextInt(30);
    byte[] coded = changed.getBytes(coding == 0 ? UTF_16 : coding == 1 ? ISO_8859_1 : UTF_8);
    if (random.nextInt(3) == 0) {
      coded = bytes.mutate(coded, other, random);
    }
    return sometimesPacked(coded, bytes, random);
  }

  @Override
  FuzzInput options(FuzzInput input, RandomGenerator random) {
    return switch (random.nextInt(12)) {
      case 0 -> input.with(Map.of("delimiter", any(DELIMITERS, random)));
      case 1 -> input.with(Map.of("labelColumn", any(COLUMNS, random)));
      case 2 -> input.with(Map.of("header", random.nextBoolean() ? "true" : "false"));
      default -> input;
    };
  }

  private static String any(List<String> list, RandomGenerator random) {
    return list.get(random.nextInt(list.size()));
  }
}
