package io.ablate4j.cli;

import io.ablate4j.model.Models;
import io.ablate4j.regularization.Component;
import io.ablate4j.regularization.LayerKind;
import io.ablate4j.regularization.Layout;
import io.ablate4j.regularization.Site;
import io.ablate4j.run.Layouts;
import io.ablate4j.run.Layouts.Network;
import io.ablate4j.study.CheckedStudy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Where in each network parts can stand, and what each regularization puts there. */
final class SiteLines {
  private static final String ROW = "  %-14s %-6s %s";

  private SiteLines() {}

  static List<String> of(CheckedStudy study, Models models) {
    Map<String, List<Network>> byModel =
        Layouts.of(study, models).stream()
            .collect(
                Collectors.groupingBy(Network::model, LinkedHashMap::new, Collectors.toList()));
    List<String> lines = new ArrayList<>();
    byModel.forEach(
        (model, networks) -> {
          lines.add("");
          lines.add(model);
          lines.addAll(lines(networks));
        });
    return lines;
  }

  private static List<String> components(List<Network> networks) {
    return networks.stream()
        .flatMap(network -> network.layout().stream())
        .findFirst()
        .flatMap(Layout::components)
        .map(SiteLines::own)
        .orElse(List.of());
  }

  private static List<String> own(List<Component> components) {
    if (components.isEmpty()) {
      return List.of("  has no batch norm and no dropout of its own");
    }
    List<String> lines = new ArrayList<>(List.of("  of its own, which own puts back:"));
    components.forEach(
        component -> lines.add("      " + component.id() + ": " + component.inWords()));
    return lines;
  }

  private static List<String> lines(List<Network> networks) {
    List<String> lines = new ArrayList<>();
    List<Site> sites =
        networks.stream()
            .flatMap(network -> network.layout().stream())
            .findFirst()
            .map(Layout::sites)
            .orElse(List.of());
    if (sites.isEmpty()) {
      return List.of("  does not name its places; parts go by kind of layer alone.");
    }
    for (Site site : sites) {
      String kind = site.weights().or(site::block).map(LayerKind::word).orElse("-");
      lines.add(ROW.formatted(site.name(), kind, site.boundary()).stripTrailing());
      for (Network network : networks) {
        network.layout().stream()
            .flatMap(layout -> layout.placed().stream())
            .filter(placed -> placed.site().equals(site))
            .forEach(
                placed ->
                    lines.add(
                        "      " + network.regularization().name() + ": " + placed.inWords()));
      }
    }
    lines.addAll(components(networks));
    String nothing =
        networks.stream()
            .filter(network -> network.layout().filter(l -> l.placed().isEmpty()).isPresent())
            .map(network -> network.regularization().name())
            .collect(Collectors.joining(", "));
    if (!nothing.isEmpty()) {
      lines.add("  nothing is put in by " + nothing);
    }
    return lines;
  }
}
