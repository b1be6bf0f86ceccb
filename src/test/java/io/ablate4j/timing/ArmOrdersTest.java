package io.ablate4j.timing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArmOrdersTest {
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void inATurnEachArmComesOnceAndNoneHasTwoTurnsRunning(int arms) {
    List<List<Integer>> turns = orders(arms).turns(200);
    assertThat(turns).hasSize(200);
    for (int turn = 0; turn < turns.size(); turn++) {
      assertThat(turns.get(turn)).hasSize(arms).doesNotHaveDuplicates();
      if (turn > 0) {
        assertThat(turns.get(turn).get(0)).isNotEqualTo(turns.get(turn - 1).get(arms - 1));
      }
    }
  }

  @Test
  void anArmAloneHasAllTurns() {
    assertThat(orders(1).turns(3)).containsExactly(List.of(0), List.of(0), List.of(0));
  }

  @Test
  void eachArmIsAsOftenFirstInARoundAsAnyOther() {
    ArmOrders orders = orders(3);
    Map<Integer, Integer> first = new HashMap<>();
    for (int round = 0; round < 3000; round++) {
      first.merge(orders.turns(4).get(0).get(0), 1, Integer::sum);
    }
    // Three standard deviations of 3,000 draws are 77.
    assertThat(first.values()).hasSize(3).allSatisfy(n -> assertThat(n).isBetween(920, 1080));
  }

  @Test
  void everySecondTimeTheyAreMadeTheOtherWayRound() {
    ArmOrders orders = orders(4);
    Map<Integer, Integer> first = new HashMap<>();
    for (int pair = 0; pair < 1000; pair++) {
      List<Integer> one = orders.making();
      assertThat(one).containsExactlyInAnyOrder(0, 1, 2, 3);
      assertThat(orders.making()).containsExactly(one.get(3), one.get(2), one.get(1), one.get(0));
      first.merge(one.get(0), 1, Integer::sum);
    }
    assertThat(first.values()).hasSize(4).allSatisfy(n -> assertThat(n).isBetween(205, 295));
  }

  private static ArmOrders orders(int arms) {
    return new ArmOrders(arms, new Random(1));
  }
}
