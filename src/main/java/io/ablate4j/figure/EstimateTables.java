package io.ablate4j.figure;

import io.ablate4j.figure.Estimates.Entry;
import io.ablate4j.figure.Estimates.Group;
import io.ablate4j.figure.Estimates.Panel;
import io.ablate4j.figure.Table.Column;
import io.ablate4j.figure.Table.Kind;
import io.ablate4j.figure.Table.Row;
import io.ablate4j.stats.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** What the figures of estimates say in words and numbers. */
final class EstimateTables {
  /** What a hollow marker means. */
  private static final String CENSORED = "not every seed got there";

  /** Heads of the ends of an interval; every interval of a figure is one of 95 %. */
  static final String LOW = "95 % low";

  static final String HIGH = "95 % high";

  static final String ONE_SEED = "one seed";

  private EstimateTables() {}

  /** The figure around panels of markers: caption, legend and data table. */
  static Figure marked(
      Estimates of, String moreCaption, List<Figure.Panel> panels, List<Figure.Key> moreKeys) {
    List<Figure.Key> keys = new ArrayList<>(moreKeys);
    boolean dotsExplained = keys.stream().anyMatch(key -> key.sign() == Figure.Sign.DOT);
    if (!dotsExplained && entries(of).anyMatch(EstimateTables::isFew)) {
      keys.add(new Figure.Key(Figure.Sign.DOT, ONE_SEED));
    }
    if (entries(of).anyMatch(Entry::hollow)) {
      keys.add(new Figure.Key(Figure.Sign.HOLLOW, "hollow: " + CENSORED));
    }
    return figure(of, moreCaption, panels, keys);
  }

  /** The same around any panels. */
  static Figure figure(
      Estimates of, String moreCaption, List<Figure.Panel> panels, List<Figure.Key> keys) {
    Heading heading = of.heading().adding(moreCaption);
    return new Figure(
        heading.id(), heading.title(), heading.caption(), panels, used(of), keys, table(of));
  }

  /** Draws each panel that has a value; the function gets its number from 0 and the id inside. */
  static List<Figure.Panel> panels(Estimates of, Drawing drawing) {
    List<Figure.Panel> panels = new ArrayList<>();
    for (Panel panel : of.panels()) {
      int number = panels.size();
      panels.add(
          isEmpty(of, panel)
              ? empty(panel)
              : Figure.Panel.drawn(
                  panel.title(),
                  () ->
                      drawing
                          .draw(panel, number)
                          .svg(
                              of.heading().id() + "-" + (number + 1),
                              of.heading().titleOf(panel.title()),
                              description(of, panel))));
    }
    return panels;
  }

  /** Draws one panel. */
  interface Drawing {
    Plot draw(Panel panel, int number);
  }

  static List<Look> used(Estimates of) {
    return Looks.used(of.looks(), entries(of).map(Entry::regularization).distinct().toList());
  }

  static Stream<Entry> entries(Estimates of) {
    return of.panels().stream().flatMap(EstimateTables::entries);
  }

  static Stream<Entry> entries(Panel panel) {
    return panel.groups().stream().flatMap(group -> group.entries().stream());
  }

  private static boolean isEmpty(Estimates of, Panel panel) {
    return entries(panel).allMatch(e -> of.unit().shown(e.estimate()).isEmpty());
  }

  /** An empty panel, which says why it is. */
  private static Figure.Panel empty(Panel panel) {
    List<String> reasons =
        entries(panel)
            .map(e -> e.estimate().missing())
            .filter(reason -> !reason.isEmpty())
            .distinct()
            .toList();
    return Figure.Panel.empty(
        panel.title(),
        reasons.isEmpty() ? "" : "Not estimable: " + String.join("; ", reasons) + ".");
  }

  /** Whether each seed is to be drawn besides the mean. */
  static boolean isFew(Entry entry) {
    return entry.seeds().size() > 1 && entry.seeds().size() < Estimates.FEW_SEEDS;
  }

  /** All shown numbers that are drawn for an entry. */
  static DoubleStream shown(Unit unit, Entry entry, boolean withSeeds) {
    double[] ends = unit.shownInterval(entry.estimate()).orElse(new double[0]);
    return DoubleStream.concat(
        DoubleStream.concat(unit.shown(entry.estimate()).stream(), Arrays.stream(ends)),
        withSeeds ? seeds(unit, entry) : DoubleStream.empty());
  }

  static DoubleStream seeds(Unit unit, Entry entry) {
    return entry.seeds().stream().flatMapToDouble(seed -> unit.onAxis(seed).stream());
  }

  /** "cnn, batch size 32, dropout: +1.2 points [0.8, 1.6], 8 seeds". */
  static String tip(Estimates of, Panel panel, Group group, Entry entry) {
    return join(panel.title(), place(of, group), entry.regularization())
        + ": "
        + reported(of, entry);
  }

  /** "+1.2 points [0.8, 1.6], 8 seeds". */
  static String reported(Estimates of, Entry entry) {
    return of.unit().sentence(entry.estimate()) + (entry.hollow() ? ", " + CENSORED : "");
  }

  private static String place(Estimates of, Group group) {
    return (of.across() + " " + group.label()).strip();
  }

  static String join(String... parts) {
    return String.join(", ", Stream.of(parts).filter(part -> !part.isBlank()).toList());
  }

  /** For those who do not see the drawing: what it shows, in its order. */
  private static String description(Estimates of, Panel panel) {
    List<String> groups = new ArrayList<>();
    for (Group group : panel.groups()) {
      List<String> entries =
          group.entries().stream()
              .map(e -> e.regularization() + " " + of.unit().reported(e.estimate()))
              .toList();
      String place = place(of, group);
      groups.add(
          (place.isEmpty() ? "" : place + ": ")
              + (entries.isEmpty() ? "none" : String.join(", ", entries)));
    }
    return of.unit().axis() + ". " + String.join("; ", groups) + ".";
  }

  private static Table table(Estimates of) {
    String across = of.across().isBlank() ? "group" : of.across();
    boolean contrasts = entries(of).anyMatch(entry -> entry.above().isPresent());
    List<Column> columns = new ArrayList<>();
    columns.addAll(
        List.of(
            new Column("Panel", Kind.NAME),
            new Column(
                across.substring(0, 1).toUpperCase(Locale.ROOT) + across.substring(1), Kind.NAME),
            new Column(Look.head(of.looks()), Kind.NAME),
            new Column(of.unit().replicates(), Kind.NUMBER),
            new Column("Estimate", Kind.NUMBER),
            new Column(LOW, Kind.NUMBER),
            new Column(HIGH, Kind.NUMBER)));
    if (contrasts) {
      columns.add(new Column("P(above " + of.unit().nothing() + ")", Kind.NUMBER));
    }
    columns.add(new Column("Note", Kind.TEXT));
    List<Row> rows = new ArrayList<>();
    for (Panel panel : of.panels()) {
      for (Group group : panel.groups()) {
        for (Entry entry : group.entries()) {
          rows.add(row(of.unit(), panel, group, entry, contrasts));
        }
      }
    }
    String title = of.heading().titleWith(of.unit().axis());
    return new Table(
        contrasts
            ? title
                + ". P(above "
                + of.unit().nothing()
                + "): the share of the "
                + of.unit().replicates().toLowerCase(Locale.ROOT)
                + " in which it is, ties counted half."
            : title,
        columns,
        rows);
  }

  private static Row row(Unit unit, Panel panel, Group group, Entry entry, boolean contrasts) {
    Estimate estimate = entry.estimate();
    String reason = estimate.missing().isEmpty() ? "" : "not estimable: " + estimate.missing();
    boolean isKnown = estimate.value().isPresent();
    RowBuilder cells = new RowBuilder();
    cells.add(panel.title());
    cells.add(group.label());
    cells.add(entry.regularization());
    cells.add(String.valueOf(estimate.n()));
    cells.add(
        isKnown ? unit.write(estimate.value().getAsDouble()) : Digits.UNDEFINED,
        unit.exact(estimate.value()));
    cells.add(
        estimate.interval().map(unit::low).orElse(Digits.UNDEFINED),
        estimate.interval().map(i -> unit.exact(i.low())).orElse(""));
    cells.add(
        estimate.interval().map(unit::high).orElse(Digits.UNDEFINED),
        estimate.interval().map(i -> unit.exact(i.high())).orElse(""));
    if (contrasts) {
      cells.add(
          isKnown && entry.above().isPresent()
              ? Digits.fixed(entry.above().getAsDouble(), 2)
              : Digits.UNDEFINED,
          entry.above().isPresent() ? Digits.all(entry.above().getAsDouble()) : "");
    }
    cells.add(entry.hollow() && reason.isEmpty() ? CENSORED : reason);
    return cells.row("");
  }
}
