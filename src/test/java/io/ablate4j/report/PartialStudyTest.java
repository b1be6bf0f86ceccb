package io.ablate4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ablate4j.analysis.StudyAnalysis;
import io.ablate4j.analysis.SyntheticStudy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartialStudyTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 9, 16, 17, 31})
  void aStudyCanBeStoppedAnywhere(int results) {
    SyntheticStudy study = new SyntheticStudy.Builder().seeds(2).withoutMishaps().build();
    StudyAnalysis analysis =
        StudyAnalysis.of(study.study(), study.planned(), study.results().subList(0, results));
    String html = HtmlReport.render(analysis);
    assertThat(html).contains("<b>" + results + " of 32</b>").contains("◐ partial");
    assertThat(Page.of(html).all("td", "").stream().map(Page::text))
        .noneMatch(text -> text.contains("NaN") || text.contains("Infinity"));
    assertThat(Page.of(html).all("figure", "")).hasSizeGreaterThan(8);
  }
}
