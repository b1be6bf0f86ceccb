package io.ablate4j.cli;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.Datasets;
import io.ablate4j.folder.StudyFolder;
import io.ablate4j.model.Models;
import io.ablate4j.plan.Shard;
import io.ablate4j.problem.ProblemsException;
import io.ablate4j.study.CheckedStudy;
import io.ablate4j.study.EngineChoice;
import io.ablate4j.study.yaml.Overrides;
import io.ablate4j.study.yaml.StudyFiles;
import io.ablate4j.study.yaml.StudyReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Which study, and what to change in it. */
final class StudyOptions {
  /** What all studies that put claims on trial are called together. */
  static final String CLAIMS = "claims";

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "STUDY",
      defaultValue = "quickstart",
      description =
          "A built-in study (see: list studies), a YAML file, or claims: all studies that put claims on"
              + " trial. Default: ${DEFAULT-VALUE}.")
  private String study;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "reports",
      description = "Where the study's folder goes. Default: ${DEFAULT-VALUE}.")
  private Path out;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "Seeds 1 to N, instead of the study's number.")
  private Integer seeds;

  @Option(
      names = "--set",
      paramLabel = "FACTOR=LEVEL[,LEVEL...]",
      description = "Levels of a factor, instead of the study's. May be given several times.")
  private List<String> settings = new ArrayList<>();

  @Option(
      names = "--scale",
      paramLabel = "NAME",
      description =
          "Which of the study's scales: other data, seeds and budget for the same questions."
              + " Default: its first.")
  private String scale;

  @Option(
      names = "--only",
      paramLabel = "CLAIM[,CLAIM...]",
      hideParamSyntax = true,
      split = ",",
      description =
          "Of the claims on trial (STUDY claims): only the studies of these. All are registered.")
  private List<String> only = new ArrayList<>();

  @Option(names = "--data", paramLabel = "DIR", description = "Folder with data sets.")
  private Path data;

  @Option(
      names = "--engine",
      paramLabel = "KIND",
      converter = EngineConverter.class,
      description =
          "fast, or stock (Deeplearning4j as released), instead of the study's. A study that names none has fast.")
  private EngineChoice engine;

  DataFolders folders() {
    return DataFolders.of(Optional.ofNullable(data), System.getenv()).and(StudyFiles.folder(study));
  }

  /** Whether it is all studies that put claims on trial. */
  boolean isClaims() {
    if (!study.equals(CLAIMS) && !only.isEmpty()) {
      throw ProblemsException.of(
          "--only picks claims, and the study is " + study + ".", "leave it out, or name claims.");
    }
    return study.equals(CLAIMS);
  }

  /** Ids of claims, as they were given; empty for all. */
  List<String> only() {
    return only;
  }

  /** As it was given. */
  Optional<String> scale() {
    return Optional.ofNullable(scale);
  }

  Path out() {
    return out;
  }

  /** Levels that were set. */
  List<String> settings() {
    return settings;
  }

  CheckedStudy read(Models models) {
    return read(models, study);
  }

  /** One of the studies, as the options change it. */
  CheckedStudy read(Models models, String name) {
    CheckedStudy checked =
        new StudyReader(models, Datasets.onClassPath(), folders())
            .read(
                StudyFiles.resolve(name),
                Overrides.of(seeds == null ? OptionalInt.empty() : OptionalInt.of(seeds), settings)
                    .atScale(Optional.ofNullable(scale)));
    return engine == null ? checked : checked.withEngine(engine);
  }

  static final class EngineConverter implements ITypeConverter<EngineChoice> {
    @Override
    public EngineChoice convert(String word) {
      return EngineChoice.ofWord(word)
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "there is no engine \"" + word + "\"\n  Maybe use fast or stock."));
    }
  }

  StudyFolder folder(CheckedStudy checked) {
    return folder(checked, Optional.empty());
  }

  /** That of a part of the study. */
  StudyFolder folder(CheckedStudy checked, Optional<Shard> part) {
    String name = checked.study().name();
    return new StudyFolder(
        out.resolve(part.map(p -> name + "-" + p.number() + "-of-" + p.count()).orElse(name)));
  }
}
