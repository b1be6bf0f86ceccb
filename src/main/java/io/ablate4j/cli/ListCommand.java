package io.ablate4j.cli;

import io.ablate4j.data.Datasets;
import io.ablate4j.factor.Factor;
import io.ablate4j.factor.Factors;
import io.ablate4j.hypothesis.ContrastMetric;
import io.ablate4j.hypothesis.TrendScale;
import io.ablate4j.intervention.Interventions;
import io.ablate4j.model.Models;
import io.ablate4j.probe.Probes;
import io.ablate4j.regularization.DropoutKinds;
import io.ablate4j.regularization.PartKinds;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.run.Executors;
import io.ablate4j.study.TrendScales;
import io.ablate4j.study.yaml.BuiltInStudies;
import io.ablate4j.trial.Metric;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists what a study may name, and what your own jars bring.")
final class ListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "WHAT", description = "One of: ${COMPLETION-CANDIDATES}.")
  private Kind kind;

  private static final Map<String, String> PLACES = places();

  private static Map<String, String> places() {
    Map<String, String> places = new LinkedHashMap<>();
    places.put("all, conv, dense", "layers of any kind or of one; of dropout the ends of blocks");
    places.put("first, last", "next to the input, or to the output");
    places.put("conv-conv, conv-dense, dense-dense", "between two such layers");
    places.put("conv1, \"a-*\"", "by name; see: plan STUDY --sites");
    places.put("input", "of dropout, the network's input");
    return places;
  }

  /** What can be listed. */
  enum Kind {
    models,
    regularizations,
    datasets,
    factors,
    interventions,
    metrics,
    probes,
    executors,
    studies
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (kind == Kind.metrics) {
      out.println("Measured in every trial:");
      print(rows(), "  ");
      out.println("Compared by a hypothesis, as its \"metric\":");
      Map<String, String> contrasts = new LinkedHashMap<>();
      ContrastMetric.all().forEach(m -> contrasts.put(m.word(), m.meaning()));
      Probes probes = Probes.onClassPath();
      probes.ids().stream()
          .flatMap(id -> Probes.metrics(probes.get(id)).stream())
          .forEach(m -> contrasts.put(m.word(), m.meaning() + " (if listed under probes)"));
      print(contrasts, "  ");
    } else if (kind == Kind.regularizations) {
      out.println("Built in:");
      print(rows(), "  ");
      out.println("Parts of your own, under regularizations; several of a kind are a list:");
      Map<String, String> parts = new LinkedHashMap<>();
      PartKinds.byKey().forEach((key, part) -> parts.put(key, part.description()));
      print(parts, "  ");
      out.println("Places, after at:");
      print(PLACES, "  ");
      out.println("Kinds of dropout, after kind:");
      Map<String, String> kinds = new LinkedHashMap<>();
      DropoutKinds.byId().forEach((id, dropout) -> kinds.put(id, dropout.description()));
      print(kinds, "  ");
    } else {
      print(rows(), "");
      if (kind == Kind.factors) {
        out.println(trends());
      }
    }
    return ExitCode.DONE;
  }

  private void print(Map<String, String> rows, String indent) {
    int width = rows.keySet().stream().mapToInt(String::length).max().orElse(0);
    PrintWriter out = spec.commandLine().getOut();
    rows.forEach((name, text) -> out.println(indent + pad(name, width) + "  " + text));
  }

  private Map<String, String> rows() {
    Map<String, String> rows = new LinkedHashMap<>();
    switch (kind) {
      case models -> {
        Models models = Models.onClassPath();
        models.ids().forEach(id -> rows.put(id, models.get(id).description()));
      }
      case regularizations ->
          Regularization.builtIn().forEach(r -> rows.put(r.name(), r.inWords()));
      case datasets -> {
        Datasets datasets = Datasets.onClassPath();
        datasets.ids().forEach(id -> rows.put(id, datasets.get(id).description()));
      }
      case factors -> {
        Factors.all().forEach(f -> rows.put(f.name(), f.description()));
        rows.put("any other", "a number that regularizations of the study call by its name: $drop");
      }
      case interventions ->
          Interventions.byKey().forEach((key, kind) -> rows.put(key, kind.description()));
      case metrics -> Metric.builtIn().forEach(m -> rows.put(m.word(), m.meaning()));
      case probes -> {
        Probes probes = Probes.onClassPath();
        probes.ids().forEach(id -> rows.put(id, probes.get(id).meaning()));
      }
      case executors -> {
        Executors executors = Executors.onClassPath();
        for (String id : executors.ids()) {
          rows.put(id, executors.get(id).description());
          executors.get(id).options().forEach(o -> rows.put("  " + o.name(), o.meaning()));
        }
      }
      case studies -> {
        BuiltInStudies.names().forEach(name -> rows.put(name, BuiltInStudies.describe(name)));
        rows.put(
            StudyOptions.CLAIMS, "all of these, which put the claims of practitioners on trial:");
        BuiltInStudies.claims()
            .forEach(name -> rows.put("  " + name, BuiltInStudies.describe(name)));
      }
    }
    return rows;
  }

  /** On which scale a hypothesis is about a trend that names none. */
  private static String trends() {
    List<String> shares =
        Factors.all().stream()
            .filter(f -> f.unit() != Factor.Unit.WORD)
            .filter(f -> TrendScales.usual(f).by() == TrendScale.By.LINEAR)
            .map(Factor::name)
            .toList();
    return "A hypothesis about a trend across numbers is by log2: of the change per doubling.\nAcross "
        + String.join(", ", shares)
        + " and any other it is linear: of the change per "
        + TrendScales.usual("any other").stepInWords()
        + ".";
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
