package io.ablate4j.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The factors that analysis needs to know by name, for the part they play, and how it words all.
 */
public final class Roles {
  /** Whose levels are compared with one another, unless a study says otherwise: the arms. */
  public static final String ARM = "regularization";

  /** Targets, panels and step costs are those of a model. */
  public static final String MODEL = "model";

  /** The usual numeric axis; how many examples a step trains. */
  public static final String BATCH_SIZE = "batchSize";

  private static final String EPOCHS = "epochs";

  /** How many steps a trial has depends on these, not on what is trained, nor how. */
  public static final Set<String> OF_THE_BUDGET =
      Set.of(BATCH_SIZE, EPOCHS, "steps", "examples", "trainingExamples", "dataset");

  private static final Set<String> EVERYWHERE =
      Set.of(MODEL, ARM, BATCH_SIZE, "learningRate", EPOCHS);

  /** What a level of these is called may look like a number. */
  private static final Set<String> WORDS = Set.of(ARM, MODEL, "dataset");

  private static final Pattern NUMBER =
      Pattern.compile("-?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][-+]?[0-9]+)?");

  private static final Pattern CAPITAL = Pattern.compile("(?=[A-Z])");

  private Roles() {}

  /** A factor's name in sentences, such as "batch size". */
  public static String inWords(String factor) {
    return String.join(" ", CAPITAL.split(factor)).toLowerCase(Locale.ROOT);
  }

  /** A level with what it is, such as "learning rate 0.1" or "12 epochs". */
  public static String inWords(String factor, String level) {
    return factor.equals(EPOCHS) && !level.equals(Cell.ABSENT)
        ? level + (level.equals("1") ? " epoch" : " epochs")
        : inWords(factor) + " " + level;
  }

  /** Such as "mlp, none, batch size 32, learning rate 0.001, epochs 12". */
  public static String inWords(Cell cell) {
    List<String> words = new ArrayList<>();
    cell.levels()
        .forEach(
            (factor, level) -> {
              boolean isPlain = factor.equals(MODEL) || factor.equals(ARM);
              words.add(isPlain ? level : inWords(factor) + " " + level);
            });
    return String.join(", ", words);
  }

  /** The levels of factors that not every study has, such as ", activation tanh"; or nothing. */
  public static String furtherInWords(Cell cell) {
    StringBuilder words = new StringBuilder();
    cell.levels()
        .forEach(
            (factor, level) -> {
              if (!EVERYWHERE.contains(factor) && !level.equals(Cell.ABSENT)) {
                words.append(", ").append(inWords(factor, level));
              }
            });
    return words.toString();
  }

  /** A factor's name as a column of tables, such as "batch_size". */
  public static String column(String factor) {
    return inWords(factor).replace(' ', '_');
  }

  /** Whether all levels of a factor are numbers. */
  public static boolean isNumeric(String factor, List<String> levels) {
    return !WORDS.contains(factor)
        && !levels.isEmpty()
        && levels.stream().allMatch(level -> NUMBER.matcher(level).matches());
  }

  /** Examples a training step of the cell. */
  public static int batchSize(Cell cell) {
    return Integer.parseInt(cell.level(BATCH_SIZE));
  }
}
