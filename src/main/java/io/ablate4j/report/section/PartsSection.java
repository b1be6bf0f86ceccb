package io.ablate4j.report.section;

import io.ablate4j.analysis.Dissection;
import io.ablate4j.analysis.Dissection.Worth;
import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.figure.Digits;
import io.ablate4j.figure.Estimates;
import io.ablate4j.figure.Estimates.Entry;
import io.ablate4j.figure.Estimates.Group;
import io.ablate4j.figure.Estimates.Panel;
import io.ablate4j.figure.ForestFigure;
import io.ablate4j.figure.Heading;
import io.ablate4j.figure.Look;
import io.ablate4j.figure.RowBuilder;
import io.ablate4j.figure.Table;
import io.ablate4j.figure.Table.Heads;
import io.ablate4j.figure.Table.Kind;
import io.ablate4j.figure.Table.Row;
import io.ablate4j.figure.Unit;
import io.ablate4j.hypothesis.ContrastMetric.Scale;
import io.ablate4j.report.words.EstimateText;
import io.ablate4j.report.words.Numbers;
import io.ablate4j.report.words.Wording;
import io.ablate4j.stats.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What each batch norm and dropout of a user's network is worth, and what others would be. */
public final class PartsSection {
  /** Of the section. */
  public static final String ID = "parts";

  private static final String ALL = "all";

  private static final String NOT_ESTIMABLE = "not estimable";

  private final Dissection parts;

  /** Whether steps were timed. */
  private final boolean isTimed;

  /** Whether there is an accuracy that networks are to reach. */
  private final boolean hasTarget;

  /** That of the network as it is, which all others are set against. */
  private final Look look;

  private PartsSection(Dissection parts, StudyAnalysis analysis, Look look) {
    this.parts = parts;
    isTimed = !analysis.rounds().isEmpty();
    hasTarget = analysis.targets().values().stream().anyMatch(each -> !each.values().isEmpty());
    this.look = look;
  }

  /** Nothing if the study does not take a network apart. */
  public static Optional<Section> of(FigureInputs inputs) {
    return Dissection.of(inputs.analysis())
        .map(
            found -> {
              Look look =
                  inputs.looks().stream()
                      .filter(each -> each.name().equals(inputs.control()))
                      .findFirst()
                      .orElse(inputs.looks().get(0));
              return new PartsSection(found, inputs.analysis(), look).section();
            });
  }

  private Section section() {
    List<String> paragraphs = new ArrayList<>();
    paragraphs.add(accuracy());
    if (!parts.parts().isEmpty() || parts.all().isPresent()) {
      paragraphs.add(
          "What a part is worth here is the test accuracy of "
              + parts.network()
              + " as it is, less that of the same network trained without the part; above zero the"
              + " part helps. Both start from the same weights and see the same batches"
              + " ({fig-parts}). "
              + sentences(there(), "earns its place", "does harm"));
      additivity().ifPresent(paragraphs::add);
    }
    if (!parts.additions().isEmpty()) {
      paragraphs.add(
          "What another part would be worth is the test accuracy with it put in, less that as it is"
              + (parts.parts().isEmpty() && parts.all().isEmpty() ? " ({fig-parts}). " : ". ")
              + sentences(parts.additions(), "would help", "would do harm"));
    }
    costs().ifPresent(paragraphs::add);
    paragraphs.add(
        "All intervals of worths hold together: in 95 of 100 such studies none of them misses what"
            + " it estimates. A part whose interval holds 0 may be worth something all the same;"
            + " more seeds would show less of it. All of this is of these data, this many epochs and"
            + " this batch size.");
    return new Section(
        ID,
        there().isEmpty() ? "What another part would be worth" : "What each part is worth",
        paragraphs,
        List.of(ForestFigure.of(estimates()).withoutLooks()),
        List.of(table()));
  }

  private Optional<String> costs() {
    List<String> sentences = new ArrayList<>();
    if (isTimed) {
      sentences.add(
          costs(
              Worth::step,
              "A step takes longer with ",
              "A step takes less time with ",
              "No part is seen to change the time of a step.",
              "What parts do to the time of a step is not estimable."));
    }
    if (hasTarget) {
      sentences.add(
          costs(
              Worth::steps,
              "The target is reached in more steps with ",
              "The target is reached in fewer steps with ",
              "No part is seen to change the steps to the target.",
              "What parts do to the steps to the target is not estimable: not each seed reached"
                  + " it."));
    }
    return sentences.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", sentences));
  }

  /** Which parts cost something, and which save it. */
  private String costs(
      Function<Worth, Estimate> ratio, String more, String fewer, String none, String unknown) {
    List<String> above = new ArrayList<>();
    List<String> below = new ArrayList<>();
    for (Worth worth : shown()) {
      EstimateText text = EstimateText.of(ratio.apply(worth), Scale.RATIO);
      String words = words(worth.part()) + " (" + text.withInterval() + " times)";
      if (text.direction() > 0) {
        above.add(words);
      } else if (text.direction() < 0) {
        below.add(words);
      }
    }
    List<String> sentences = new ArrayList<>();
    if (!above.isEmpty()) {
      sentences.add(more + Wording.join(above) + ".");
    }
    if (!below.isEmpty()) {
      sentences.add(fewer + Wording.join(below) + ".");
    }
    if (sentences.isEmpty()) {
      boolean isKnown = shown().stream().anyMatch(w -> ratio.apply(w).interval().isPresent());
      sentences.add(isKnown ? none : unknown);
    }
    return String.join(" ", sentences);
  }

  /** All rows. */
  private List<Worth> shown() {
    return Stream.concat(there().stream(), parts.additions().stream()).toList();
  }

  private String accuracy() {
    return parts.asIs().isEmpty()
        ? "No trial of " + parts.network() + " as it is has finished yet."
        : "The network "
            + parts.network()
            + (parts.bare().isPresent() ? " as it is" : ", which has no batch norm or dropout,")
            + " has "
            + Numbers.percent(parts.asIs().getAsDouble())
            + " % of the test examples right"
            + (parts.bare().isPresent()
                ? ", and "
                    + Numbers.percent(parts.bare().getAsDouble())
                    + " % without any batch norm and dropout."
                : ".");
  }

  /** The parts, and all of them together. */
  private List<Worth> there() {
    return Stream.concat(parts.parts().stream(), parts.all().stream()).toList();
  }

  private static String sentences(List<Worth> worths, String helps, String harms) {
    List<String> sentences = new ArrayList<>();
    add(sentences, worths, 1, helps);
    add(sentences, worths, -1, harms);
    List<String> unclear =
        worths.stream().filter(worth -> worth.sign() == 0).map(w -> words(w.part())).toList();
    if (!unclear.isEmpty()) {
      sentences.add(
          (sentences.isEmpty() ? "None of them can be told from nothing with " : "With ")
              + EstimateText.count(seeds(worths), "seed")
              + (sentences.isEmpty() ? ": " : ", these cannot be told from nothing: ")
              + Wording.join(unclear)
              + ".");
    }
    return String.join(" ", sentences);
  }

  /** Pairs that the worths rest on, at most. */
  private static int seeds(List<Worth> worths) {
    return worths.stream().mapToInt(worth -> worth.differences().size()).max().orElse(0);
  }

  private static void add(List<String> sentences, List<Worth> worths, int sign, String verb) {
    List<String> names =
        worths.stream()
            .filter(worth -> worth.sign() == sign)
            .map(worth -> words(worth.part()) + " (" + value(worth.worth()) + " points)")
            .toList();
    if (!names.isEmpty()) {
      String words = names.size() == 1 ? verb : plural(verb);
      sentences.add(capital(Wording.join(names)) + " " + words + ".");
    }
  }

  private static String plural(String verb) {
    return verb.replace("earns its place", "earn their places").replace("does harm", "do harm");
  }

  private static String capital(String sentence) {
    return sentence.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + sentence.substring(1);
  }

  private Optional<String> additivity() {
    Estimate excess = parts.excessInterval();
    Optional<Worth> all = parts.all();
    if (parts.excess().isEmpty() || excess.value().isEmpty() || all.isEmpty()) {
      return Optional.empty();
    }
    double sum = parts.parts().stream().mapToDouble(part -> part.worth().value().orElse(0)).sum();
    boolean isApart = excess.interval().filter(i -> !i.contains(0)).isPresent();
    boolean isMore = excess.value().getAsDouble() > 0;
    EstimateText text = EstimateText.of(excess, Scale.SHARE);
    return Optional.of(
        "Do the parts add up? All together are worth "
            + value(all.get().worth())
            + " points, the worths of the single parts sum up to "
            + points(sum)
            + ": a difference of "
            + text.value()
            + " points"
            + (text.interval().isEmpty() ? "" : " " + text.interval())
            + ". "
            + (!isApart
                ? "So nothing speaks against their adding up, as far as these seeds tell."
                : isMore
                    ? "They are worth more together than one by one: where one is missing, another"
                        + " does some of its work."
                    : "They are worth less together than one by one: some of them need the others."));
  }

  private static String value(Estimate worth) {
    return EstimateText.of(worth, Scale.SHARE).value();
  }

  private static String points(double share) {
    return (share < 0 ? "−" : "+") + Digits.fixed(Math.abs(100 * share), 1);
  }

  /** Such as "batch norm at conv2" of {@code bn@conv2}. */
  static String words(String part) {
    if (part.equals(ALL)) {
      return "all parts together";
    }
    String kind =
        part.replaceFirst("^all-bn$", "every batch norm")
            .replaceFirst("^all-drop$", "every dropout")
            .replaceFirst("^bn-everywhere$", "batch norm at each free place")
            .replaceFirst("^drop-everywhere$", "dropout at each free place")
            .replaceFirst("^bn@before-", "batch norm before ")
            .replaceFirst("^drop@before-", "dropout before ")
            .replaceFirst("^bn@", "batch norm at ")
            .replaceFirst("^drop@", "dropout at ");
    return kind.replaceFirst("^bn-(conv|dense)-", "the batch norms $1-")
        .replaceFirst("^drop-(conv|dense)-", "the dropouts $1-");
  }

  private Estimates estimates() {
    List<Panel> panels = new ArrayList<>();
    if (!there().isEmpty()) {
      panels.add(new Panel("Worth of what is there", groups(there())));
    }
    if (!parts.additions().isEmpty()) {
      panels.add(new Panel("Worth of what could be put in", groups(parts.additions())));
    }
    return new Estimates(
        new Heading(
            "fig-parts",
            "What parts are worth in test accuracy",
            "Each row a part, the most worth first. To the right of 0 the network is better with"
                + " it. Intervals hold together (Bonferroni), paired by seed."),
        Unit.points("Test accuracy with it − without it, points"),
        "part",
        List.of(look),
        panels);
  }

  private List<Group> groups(List<Worth> worths) {
    return worths.stream()
        .map(
            worth ->
                Group.of(
                    worth.part().equals(ALL) ? "all of them" : worth.part(),
                    List.of(Entry.of(look.name(), worth.worth(), worth.differences()))))
        .toList();
  }

  private Table table() {
    List<Row> rows = new ArrayList<>();
    there().forEach(worth -> rows.add(row("left out", worth)));
    parts.additions().forEach(worth -> rows.add(row("put in", worth)));
    List<String> heads =
        new ArrayList<>(
            List.of("Test accuracy then, %", "Worth, points", "Interval", "p", "Gap, points"));
    if (isTimed) {
      heads.add("Step time, times");
    }
    if (hasTarget) {
      heads.add("Steps to target, times");
    }
    heads.addAll(List.of("Seeds", "Diverged"));
    return new Table(
        "The same as numbers. Worth: test accuracy with the part less that without it. Gap: what"
            + " the part does to training less test accuracy. p: paired t test, adjusted for all"
            + " rows (Holm)."
            + (isTimed || hasTarget
                ? " Times: with the part over without it, each with a 95 % interval of its own;"
                    + " below 1 the part saves."
                : ""),
        Heads.of(Kind.NAME, "Part", "What was done")
            .and(Kind.NUMBER, heads.toArray(String[]::new))
            .columns(),
        rows);
  }

  private Row row(String done, Worth worth) {
    EstimateText text = EstimateText.of(worth.worth(), Scale.SHARE);
    EstimateText gap = EstimateText.of(worth.gap(), Scale.SHARE);
    RowBuilder row =
        new RowBuilder()
            .add(words(worth.part()))
            .add(done)
            .add(
                Numbers.orDash(worth.accuracy(), Numbers::percent),
                worth.accuracy().isPresent()
                    ? Digits.allPercent(worth.accuracy().getAsDouble())
                    : "")
            .add(text.value(), EstimateText.exact(worth.worth(), Scale.SHARE))
            .add(
                text.interval().isEmpty() ? Digits.UNDEFINED : text.interval(),
                EstimateText.exactInterval(worth.worth(), Scale.SHARE).orElse(""))
            .add(
                Numbers.orDash(worth.adjusted(), Numbers::pValue),
                worth.adjusted().isPresent() ? Digits.all(worth.adjusted().getAsDouble()) : "")
            .add(gap.value(), EstimateText.exact(worth.gap(), Scale.SHARE));
    if (isTimed) {
      ratio(row, worth.step());
    }
    if (hasTarget) {
      ratio(row, worth.steps());
    }
    return row.add(String.valueOf(worth.differences().size()))
        .add(String.valueOf(worth.diverged()))
        .row("");
  }

  private static void ratio(RowBuilder row, Estimate logarithm) {
    row.add(
        logarithm.value().isEmpty()
            ? NOT_ESTIMABLE
            : EstimateText.of(logarithm, Scale.RATIO).withInterval(),
        EstimateText.exact(logarithm, Scale.RATIO));
  }
}
