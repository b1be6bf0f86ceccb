package io.ablate4j.study.yaml;

import io.ablate4j.regularization.BatchNorm;
import io.ablate4j.regularization.Boundary;
import io.ablate4j.regularization.Component;
import io.ablate4j.regularization.Dropout;
import io.ablate4j.regularization.LayerKind;
import io.ablate4j.regularization.Layout;
import io.ablate4j.regularization.OwnParts;
import io.ablate4j.regularization.Part;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.regularization.Selector;
import io.ablate4j.regularization.Site;
import io.ablate4j.regularization.Slot;
import io.ablate4j.trial.Arms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The arms that take a network apart: as it is, all of its batch norm and dropout out, each of them
 * out, and each place without one filled. Where there are many, groups of them.
 *
 * @param arms in the order of reports
 * @param components that the network has
 * @param free places that are filled
 * @param isGrouped whether components stand in groups
 */
record AutoArms(
    List<Regularization> arms, List<Component> components, List<Site> free, boolean isGrouped) {
  /** More arms than that would each need a part of the evidence. */
  static final int MOST_SINGLES = 12;

  private static final String MINUS = "minus-";
  private static final String PLUS = "plus-";

  /** What is usual, of which a quarter is dropped behind convolutions and a half behind others. */
  private static final Dropout USUAL = Dropout.USUAL;

  /**
   * The arms.
   *
   * @param layout of the network with nothing put in
   * @param mayBeNormed whether batch norm may be put in
   * @param singles whether each component is asked for, however many there are
   */
  static AutoArms of(Layout layout, boolean mayBeNormed, boolean singles) {
    List<Component> components = layout.components().orElse(List.of());
    List<Site> norms =
        mayBeNormed
            ? layout.sites().stream()
                .filter(site -> site.weights().isPresent())
                .filter(site -> isFree(site, components, Component.Kind.NORM))
                .toList()
            : List.of();
    List<Site> drops =
        layout.sites().stream()
            .filter(site -> site.block().isPresent())
            .filter(site -> isFree(site, components, Component.Kind.DROPOUT))
            .toList();
    List<Regularization> arms = new ArrayList<>();
    if (!components.isEmpty()) {
      arms.add(new Regularization(Arms.AS_IS, List.of(OwnParts.ALL)));
    }
    arms.add(Regularization.NONE);
    boolean isGrouped = !singles && components.size() > MOST_SINGLES;
    if (isGrouped) {
      groups(components, arms);
    } else if (components.size() > 1) {
      components.forEach(each -> arms.add(without(MINUS + each.id(), List.of(each))));
    }
    boolean isFilledAtOnce = !singles && norms.size() + drops.size() > MOST_SINGLES;
    for (List<Site> group :
        isFilledAtOnce ? List.of(norms) : norms.stream().map(List::of).toList()) {
      if (!group.isEmpty()) {
        arms.add(with(components, Component.Kind.NORM, group, norm(group)));
      }
    }
    for (List<Site> group :
        isFilledAtOnce ? List.of(drops) : drops.stream().map(List::of).toList()) {
      if (!group.isEmpty()) {
        arms.add(with(components, Component.Kind.DROPOUT, group, dropout(group)));
      }
    }
    List<Site> free = new ArrayList<>(norms);
    free.addAll(drops);
    return new AutoArms(List.copyOf(arms), components, List.copyOf(free), isGrouped);
  }

  private static boolean isFree(Site site, List<Component> components, Component.Kind kind) {
    return components.stream()
        .filter(component -> component.kind() == kind)
        .noneMatch(
            component ->
                component.place().equals(site.name()) || component.place().equals(site.end()));
  }

  /** All of a kind, then those of a kind between layers of the same kinds. */
  private static void groups(List<Component> components, List<Regularization> arms) {
    for (Component.Kind kind : Component.Kind.values()) {
      List<Component> ofKind = components.stream().filter(c -> c.kind() == kind).toList();
      boolean isAll = ofKind.size() == components.size();
      if (!ofKind.isEmpty() && !isAll) {
        arms.add(without(MINUS + "all-" + kind.word(), ofKind));
      }
      SortedSet<Boundary> boundaries = new TreeSet<>();
      ofKind.forEach(component -> boundaries.addAll(component.boundaries()));
      for (Boundary boundary : boundaries) {
        List<Component> there =
            ofKind.stream().filter(c -> c.boundaries().contains(boundary)).toList();
        if (there.size() < ofKind.size()) {
          arms.add(without(MINUS + kind.word() + "-" + boundary.word(), there));
        }
      }
    }
  }

  private static Regularization without(String name, List<Component> out) {
    return new Regularization(
        name, List.of(new OwnParts(out.stream().map(Component::id).toList())));
  }

  private static Regularization with(
      List<Component> components, Component.Kind kind, List<Site> group, Part part) {
    String where = group.size() == 1 ? "@" + group.get(0).name() : "-everywhere";
    List<Part> parts = new ArrayList<>();
    if (!components.isEmpty()) {
      parts.add(OwnParts.ALL);
    }
    parts.add(part);
    return new Regularization(PLUS + kind.word() + where, parts);
  }

  private static BatchNorm norm(List<Site> sites) {
    BatchNorm usual = BatchNorm.EVERYWHERE;
    return new BatchNorm(
        sites.stream().map(site -> Selector.of(site.name())).toList(),
        Slot.BEFORE_ACTIVATION,
        OptionalInt.empty(),
        usual.decay(),
        usual.epsilon());
  }

  private static Dropout dropout(List<Site> sites) {
    SortedMap<Selector, Double> at = new TreeMap<>();
    sites.forEach(
        site -> {
          Optional<LayerKind> block = site.block();
          at.put(
              Selector.of(site.name()),
              block.orElseThrow() == LayerKind.CONV ? USUAL.conv() : USUAL.dense());
        });
    return new Dropout(USUAL.kind(), Slot.END, at);
  }

  /** What was found, a sentence. */
  String inWords(String model) {
    return "regularizations: auto takes "
        + model
        + " apart: "
        + counted(components.size(), "batch norm or dropout", "batch norms and dropouts")
        + " of its own, "
        + counted(free.size(), "place", "places")
        + " where one could be put in; "
        + arms.size()
        + " arms."
        + (isGrouped
            ? " Groups of them are left out, since there are more than "
                + MOST_SINGLES
                + "; regularizations: auto-parts leaves out each."
            : "");
  }

  private static String counted(int number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }
}
