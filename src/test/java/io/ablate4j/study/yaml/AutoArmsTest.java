package io.ablate4j.study.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.regularization.Boundary;
import io.ablate4j.regularization.Component;
import io.ablate4j.regularization.LayerKind;
import io.ablate4j.regularization.Layout;
import io.ablate4j.regularization.Regularization;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AutoArmsTest {
  private static final Boundary CONV_CONV = new Boundary(LayerKind.CONV, LayerKind.CONV);
  private static final Boundary CONV_DENSE = new Boundary(LayerKind.CONV, LayerKind.DENSE);

  private static Component component(Component.Kind kind, String place, Boundary boundary) {
    return new Component(
        kind.word() + "@" + place,
        kind,
        place,
        kind.inWords(),
        "after",
        new TreeSet<>(Set.of(boundary)));
  }

  private static Layout layout(int norms, int drops) {
    List<Component> all = new ArrayList<>();
    for (int i = 0; i < norms; i++) {
      all.add(component(Component.Kind.NORM, "conv" + i, i == 0 ? CONV_DENSE : CONV_CONV));
    }
    for (int i = 0; i < drops; i++) {
      all.add(component(Component.Kind.DROPOUT, "pool" + i, CONV_CONV));
    }
    return new Layout(List.of(), List.of(), List.of(), List.of(), Optional.of(all));
  }

  private static List<String> names(AutoArms arms) {
    return arms.arms().stream().map(Regularization::name).toList();
  }

  @Test
  void whereThereAreMoreThanTwelvePartsGroupsOfThemAreLeftOut() {
    assertThat(names(AutoArms.of(layout(11, 2), true, false)))
        .containsExactly(
            "as-is",
            "none",
            "minus-all-bn",
            "minus-bn-conv-conv",
            "minus-bn-conv-dense",
            "minus-all-drop");
    assertThat(AutoArms.of(layout(11, 2), true, false).inWords("net")).contains("auto-parts");
  }

  @Test
  void eachOfTwelveIsLeftOutByItselfAndOfMoreWhereThatIsAskedFor() {
    assertThat(names(AutoArms.of(layout(10, 2), true, false))).hasSize(14);
    assertThat(names(AutoArms.of(layout(11, 2), true, true)))
        .hasSize(15)
        .contains("minus-bn@conv7");
  }

  @Test
  void aNetworkOfOnePartLosesItInNoneAlone() {
    assertThat(names(AutoArms.of(layout(1, 0), true, false))).containsExactly("as-is", "none");
  }
}
