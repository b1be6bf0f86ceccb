package io.ablate4j.benchmark;

import java.util.List;
import java.util.Locale;

/** One HTML page without anything outside it: the means, a figure a network, every number. */
final class BenchmarkPage {
  /** The versions that the Maven profile peers names. */
  private static final String PEER = "DJL 0.36.0 with PyTorch 2.7.1";

  private static final String STYLE =
      """
      :root { color-scheme: light dark; --paper: #fff; --ink: #1b1b1b; --soft: #5a5f66;
        --line: #dcdfe3; --ours: #0072b2; --dl4j: #8a8f96; --djl: #d55e00; }
      @media (prefers-color-scheme: dark) {
        :root { --paper: #15181c; --ink: #e7e9ec; --soft: #a3abb5; --line: #333941;
          --ours: #56b4e9; --djl: #e69f00; } }
      * { box-sizing: border-box; }
      body { margin: 0 auto; max-width: 66rem; padding: 2rem 1.25rem 3rem; color: var(--ink);
        background: var(--paper); font: 16px/1.55 system-ui, sans-serif; }
      h1 { font-size: 1.8rem; line-height: 1.25; margin: 0 0 .5rem; }
      h2 { font-size: 1.25rem; margin: 2.5rem 0 .5rem; }
      p, figcaption { max-width: 46rem; color: var(--soft); margin: 0 0 1rem; }
      figure { margin: 0; }
      .ours { --color: var(--ours); } .dl4j { --color: var(--dl4j); } .djl { --color: var(--djl); }
      .legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; list-style: none; }
      .legend li::before { content: ""; display: inline-block; width: .8em; height: .8em;
        margin-right: .4em; background: var(--color); }
      .row { display: grid; grid-template-columns: 9rem 1fr; gap: .75rem; padding: .3rem 0;
        border-top: 1px solid var(--line); align-items: center; font-size: .9rem; }
      .bar { display: flex; align-items: center; gap: .5rem; line-height: 1.2; }
      .bar i { display: block; height: .65rem; min-width: 1px; background: var(--color);
        width: calc(var(--share) * (100% - 5rem)); }
      .bar span { font-size: .78rem; color: var(--soft); font-variant-numeric: tabular-nums; }
      .scroll { overflow-x: auto; }
      table { border-collapse: collapse; font-size: .88rem; margin-bottom: 1rem; }
      th, td { padding: .25rem .7rem; border-bottom: 1px solid var(--line); text-align: right;
        font-variant-numeric: tabular-nums; }
      th { text-align: left; font-weight: 600; } thead th:not(:first-child) { text-align: right; }
      """;

  private final StringBuilder html = new StringBuilder();

  private BenchmarkPage(String title, String heading) {
    add("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">");
    add("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    add("<title>").add(title).add("</title><style>").add(STYLE).add("</style></head>");
    add("<body><h1>").add(heading).add("</h1>");
  }

  /**
   * The page.
   *
   * @param machine what it ran on
   * @param how rounds and seconds, in words
   */
  static String of(List<CellResult> results, String machine, String how) {
    BenchmarkPage page = new BenchmarkPage("ablate4j: training speed", "Training speed");
    page.add("<p>Images a second of a whole training step (forward, loss, backward, Adam) on ");
    page.add("28x28x1 images, all cores in use: ablate4j and Deeplearning4j 1.0.0-M2.1 as ");
    page.add("released with one process and one thread a core, ").add(PEER);
    page.add(" as one trial a core or one trial on all cores, whichever is faster. ");
    page.add(escape(how)).add(" ").add(escape(machine)).add(".</p>");
    page.means(Summary.of(results));
    for (String model : BenchmarkCell.MODELS) {
      List<CellResult> own = results.stream().filter(r -> r.cell().model().equals(model)).toList();
      if (!own.isEmpty()) {
        page.figure(model, own);
      }
    }
    page.numbers(results);
    return page.add("</body></html>\n").html.toString();
  }

  /**
   * The page of a whole study, seed by seed.
   *
   * @param machine what it ran on
   */
  static String of(QuickstartBenchmark.Result result, String machine) {
    BenchmarkPage page = new BenchmarkPage("ablate4j: a whole study", "The whole quickstart study");
    page.add("<p>Wall time of the study's trials, seed by seed in turns: <code>ablate4j run ");
    page.add("quickstart</code> as a user starts it, storing, timing pass and report included, ");
    page.add("and the same trials in ").add(PEER).add(", one a core, with neither ");
    page.add("store nor report. ").add(escape(machine)).add(".</p>");
    page.add("<p>").add(String.valueOf(result.trials())).add(" trials; in the median seed ");
    page.add(times(result.median(QuickstartBenchmark.Turn::overDjl))).add(" times as fast (");
    page.add(times(result.leastOverDjl())).add(" to ").add(times(result.greatestOverDjl()));
    page.add(" over the seeds). Mean test accuracy ")
        .add(share(result.mean(turn -> turn.ours().accuracy())));
    page.add(" and ").add(share(result.mean(turn -> turn.djl().accuracy()))).add(".</p>");
    page.figure(result);
    page.numbers(result);
    return page.add("</body></html>\n").html.toString();
  }

  private void figure(QuickstartBenchmark.Result result) {
    double most =
        result.turns().stream()
            .mapToDouble(turn -> Math.max(turn.ours().seconds(), turn.djl().seconds()))
            .max()
            .orElseThrow();
    add("<figure><ul class=\"legend\"><li class=\"ours\">ablate4j</li>");
    add("<li class=\"djl\">DJL with PyTorch</li></ul>");
    for (QuickstartBenchmark.Turn turn : result.turns()) {
      add("<div class=\"row\"><div>seed ").add(String.valueOf(turn.seed())).add("</div><div>");
      bar("ours", turn.ours().seconds(), most);
      bar("djl", turn.djl().seconds(), most);
      add("</div></div>");
    }
    add("<figcaption>Seconds a seed, of ").add(String.valueOf(result.turns().get(0).trials()));
    add(" trials.</figcaption></figure>");
  }

  private void numbers(QuickstartBenchmark.Result result) {
    add("<h2>Every seed</h2><div class=\"scroll\"><table><thead><tr><th>Seed</th>");
    add("<th>ablate4j, s</th><th>DJL, s</th><th>x DJL</th><th>Accuracy, ablate4j</th>");
    add("<th>Accuracy, DJL</th></tr></thead><tbody>");
    for (QuickstartBenchmark.Turn turn : result.turns()) {
      add("<tr><th>").add(String.valueOf(turn.seed())).add("</th>");
      for (String text :
          List.of(
              tenth(turn.ours().seconds()),
              tenth(turn.djl().seconds()),
              times(turn.overDjl()),
              share(turn.ours().accuracy()),
              share(turn.djl().accuracy()))) {
        add("<td>").add(text).add("</td>");
      }
      add("</tr>");
    }
    add("</tbody></table></div>");
  }

  private void means(List<Summary> summaries) {
    add("<h2>How many times as fast</h2><table><thead><tr><th>Networks</th>");
    add("<th>as DL4J as released</th><th>as DJL with PyTorch</th></tr></thead><tbody>");
    for (Summary summary : summaries) {
      add("<tr><th>").add(summary.scope()).add("</th><td>").add(times(summary.overDl4j()));
      add("</td><td>").add(times(summary.overDjl())).add("</td></tr>");
    }
    add("</tbody></table><p>Geometric means over the cells.</p>");
  }

  private void figure(String model, List<CellResult> results) {
    double most =
        results.stream()
            .mapToDouble(r -> Math.max(r.ours(), Math.max(r.dl4j(), r.djl())))
            .max()
            .orElseThrow();
    add("<h2>").add(model).add("</h2><figure><ul class=\"legend\"><li class=\"ours\">ablate4j");
    add(
        "</li><li class=\"djl\">DJL with PyTorch</li><li class=\"dl4j\">DL4J as released</li></ul>");
    for (CellResult result : results) {
      add("<div class=\"row\"><div>").add(result.cell().regularization()).add(", ");
      if (!result.cell().isUsual()) {
        add(result.cell().activation()).add(", ");
      }
      add(String.valueOf(result.cell().batch())).add("</div><div>");
      bar("ours", result.ours(), most);
      bar("djl", result.djl(), most);
      bar("dl4j", result.dl4j(), most);
      add("</div></div>");
    }
    add("<figcaption>Images a second by regularization and batch size.</figcaption></figure>");
  }

  private void bar(String style, double value, double most) {
    add("<div class=\"bar ").add(style).add("\"><i style=\"--share:");
    add(String.format(Locale.ROOT, "%.4f", value / most)).add("\"></i><span>");
    add(whole(value)).add("</span></div>");
  }

  private void numbers(List<CellResult> results) {
    add("<h2>Every cell</h2><div class=\"scroll\"><table><thead><tr><th>Cell</th>");
    for (String head :
        List.of(
            "Parameters",
            "ablate4j",
            "DL4J",
            "DJL, trial a core",
            "DJL, one trial",
            "x DL4J",
            "x DJL",
            "Share of peak")) {
      add("<th>").add(head).add("</th>");
    }
    add("</tr></thead><tbody>");
    for (CellResult r : results) {
      add("<tr><th>")
          .add(r.cell().toString())
          .add(r.disturbed() ? " (disturbed)" : "")
          .add("</th>");
      for (String text :
          List.of(
              whole(r.parameters()),
              whole(r.ours()),
              whole(r.dl4j()),
              whole(r.median(Layout.DJL_CORE)),
              whole(r.median(Layout.DJL_MACHINE)),
              times(r.overDl4j()),
              times(r.overDjl()),
              Double.isNaN(r.shareOfPeak()) ? "not known" : times(r.shareOfPeak()))) {
        add("<td>").add(text).add("</td>");
      }
      add("</tr>");
    }
    add("</tbody></table></div><p>The share of peak is the arithmetic of a step of ablate4j, as a");
    add(" share of what the cores do where they multiply and read nothing from memory");
    double peak = results.get(0).peak();
    add(Double.isNaN(peak) ? "." : ": " + whole(peak) + " GFLOP/s all together.").add("</p>");
  }

  private BenchmarkPage add(String text) {
    html.append(text);
    return this;
  }

  private static String whole(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }

  private static String tenth(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String share(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static String times(double ratio) {
    return String.format(Locale.ROOT, "%.2f", ratio);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }
}
