package io.ablate4j.cli;

import io.ablate4j.data.DataFolders;
import io.ablate4j.data.Datasets;
import io.ablate4j.folder.StudyFolder;
import io.ablate4j.model.Models;
import io.ablate4j.plan.Shard;
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
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "STUDY",
      defaultValue = "quickstart",
      description =
          "A built-in study (see: list studies) or a YAML file. Default: ${DEFAULT-VALUE}.")
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
    return DataFolders.of(Optional.ofNullable(data), System.getenv());
  }

  CheckedStudy read(Models models) {
    CheckedStudy checked =
        new StudyReader(models, Datasets.onClassPath(), folders())
            .read(
                StudyFiles.resolve(study),
                Overrides.of(
                    seeds == null ? OptionalInt.empty() : OptionalInt.of(seeds), settings));
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
