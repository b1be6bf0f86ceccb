package io.ablate4j.report;

import org.junit.jupiter.api.Test;

class WhatThePageSaysTest {
  @Test
  void dump() {
    for (PlantedStudy s :
        java.util.List.of(
            PlantedStudy.withEffects().timed(8),
            PlantedStudy.withoutEffect(),
            PlantedStudy.withEffects().seeds(3))) {
      Page page = Page.of(s);
      System.out.println(page.status());
      System.out.println(page.scope());
      page.answers().forEach(System.out::println);
      page.claims().values().forEach(System.out::println);
      page.threats().forEach(System.out::println);
      System.out.println(page.registration());
      page.table("verdicts", "").forEach(System.out::println);
    }
  }
}
