package io.ablate4j.doctor;

import io.ablate4j.data.InputShape;
import io.ablate4j.engine.EngineCheck;
import io.ablate4j.engine.FlushToZero;
import io.ablate4j.engine.Networks;
import io.ablate4j.engine.runtime.HelperVerdict;
import io.ablate4j.engine.runtime.Processor;
import io.ablate4j.model.ModelSpec;
import io.ablate4j.model.Models;
import io.ablate4j.regularization.Regularization;
import io.ablate4j.worker.Pinning;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What the doctor finds about that which trains.
 *
 * @param environment {@code System.getenv()}
 * @param speedTest how long each model trains
 */
public record EngineFindings(Models models, Map<String, String> environment, Duration speedTest) {
  private static final InputShape IMAGE = InputShape.image(1, 28, 28);
  private static final int CLASSES = 10;
  private static final int BATCH = 64;
  private static final Networks.Sizes SIZES =
      new Networks.Sizes(new long[] {IMAGE.channels(), IMAGE.height(), IMAGE.width()}, CLASSES);

  /** A network with every kind of layer that DL4J has helpers for. */
  private static final String HELPED_MODEL = "cnn";

  private static final String REINSTALL =
      "run scripts/ablate4j once more to build again, or report this with the line above.";

  /** Carries out all checks, one after the other. */
  public void tell(Consumer<Finding> to) {
    to.accept(java());
    to.accept(Finding.of("processor", REINSTALL, EngineFindings::processor));
    Optional<EngineCheck> started = start(to);
    if (started.isEmpty()) {
      return; // nothing that needs the native library can be looked at
    }
    EngineCheck engine = started.get();
    tell(to, "oneDNN helpers", () -> helpers(engine));
    tell(to, "helpers' numbers", () -> helperVerdicts(engine.helperVerdicts()));
    tell(to, "BLAS", () -> blas(engine.blas()));
    tell(to, "BLAS kernel", KernelFinding::here);
    tell(
        to,
        "vector kernels",
        () -> vectorKernels(engine.vectorKernels(), engine.workersHaveVectorModule()));
    tell(to, "threads", () -> threads(engine));
    tell(to, "denormals", EngineFindings::denormals);
    for (String id : models.ids()) {
      tell(to, "step of " + id, () -> step(engine, id));
    }
    tell(to, "matrix product", () -> product(engine.matrixProduct()));
    for (String id : models.ids()) {
      if (models.get(id).objection(IMAGE).isEmpty()) {
        tell(to, "speed of " + id, () -> speed(engine, id));
      }
    }
  }

  private static Finding denormals() {
    try (FlushToZero flush = FlushToZero.onThisThread()) {
      // Not a fault: the compiled step flushes its optimizer's state by itself.
      return Finding.ok(
          "denormals",
          FlushToZero.isOn()
              ? "flushed to zero on training threads"
              : "not flushed: not known how to on this system");
    }
  }

  private static void tell(Consumer<Finding> to, String name, Finding.Check check) {
    to.accept(Finding.of(name, REINSTALL, check));
  }

  private static Optional<EngineCheck> start(Consumer<Finding> to) {
    List<EngineCheck> started = new ArrayList<>();
    to.accept(
        Finding.of(
            "native build",
            "use a system for which nd4j-native has a build (Linux x86-64 is the fastest), and see"
                + " that the folder for temporary files has room and may be written.",
            () -> {
              EngineCheck engine = EngineCheck.start();
              started.add(engine);
              return nativeBuild(engine.nativeBuild());
            }));
    return started.stream().findFirst();
  }

  static Finding nativeBuild(EngineCheck.NativeBuild build) {
    String there = " (on the class path: " + String.join(", ", build.onClassPath()) + ")";
    if (build.oneDnn()) {
      return Finding.ok(
          "native build",
          build.name()
              + ": this is "
              + build.platform()
              + " and its onednn classifier is there"
              + there);
    }
    return Finding.slow(
        "native build",
        build.name()
            + ": this is "
            + build.platform()
            + " and no onednn classifier for it was loaded"
            + there,
        build.platform().equals("linux-x86_64")
            ? "build with Maven on this machine: its profile onednn-linux-x86_64 adds the classifier."
            : "train on Linux x86-64, for which ablate4j takes the build with oneDNN.");
  }

  private Finding helpers(EngineCheck engine) {
    return helpers(
        engine.nativeBuild(),
        engine.helpers(
            models
                .get(HELPED_MODEL)
                .configure(new ModelSpec(IMAGE, CLASSES, Regularization.BATCH_NORM))));
  }

  static Finding helpers(EngineCheck.NativeBuild build, EngineCheck.Helpers helpers) {
    String count = helpers.helped() + " of " + helpers.helpable() + " layers of cnn have one";
    if (helpers.switchedOff()) {
      return Finding.slow(
          "oneDNN helpers",
          "off, by the system property " + helpers.property() + " (" + count + ")",
          "leave that property alone.");
    }
    if (!build.oneDnn()) {
      return Finding.slow(
          "oneDNN helpers",
          "without effect: the native build has no oneDNN",
          "see the native build above.");
    }
    return helpers.helped() == helpers.helpable()
        ? Finding.ok(
            "oneDNN helpers", "on: switched on at start, the native build has oneDNN; " + count)
        : Finding.slow(
            "oneDNN helpers",
            "on, but only " + count,
            "look for a second jar on the class path with org.nd4j.nativeblas.Nd4jCpu or an"
                + " own version of Deeplearning4j.");
  }

  /** One that is wrong has been left off: what is trained is right, but takes longer. */
  static Finding helperVerdicts(List<HelperVerdict> verdicts) {
    List<HelperVerdict> wrong = verdicts.stream().filter(v -> v.objection().isPresent()).toList();
    if (wrong.isEmpty()) {
      return Finding.ok(
          "helpers' numbers",
          String.format(
              Locale.ROOT,
              "%s equal the built-in path's within %.1g",
              String.join(", ", verdicts.stream().map(HelperVerdict::what).toList()),
              verdicts.stream().mapToDouble(HelperVerdict::difference).max().orElse(0)));
    }
    return Finding.slow(
        "helpers' numbers",
        "wrong and left off: "
            + String.join("; ", wrong.stream().map(HelperVerdict::text).toList()),
        "unset what changes oneDNN's arithmetic, such as DNNL_DEFAULT_FPMATH_MODE, or report this"
            + " with all lines above. Results are right: the built-in path computes them.");
  }

  private Finding blas(EngineCheck.BlasLibrary blas) {
    String pinned = environment.get("OPENBLAS_CORETYPE");
    String text =
        blas.vendor()
            + ", kernels "
            + (pinned == null ? "by processor (OPENBLAS_CORETYPE is not set)" : "for " + pinned);
    return pinned == null
        ? Finding.ok("BLAS", text)
        : Finding.hint(
            "BLAS",
            text + ", by OPENBLAS_CORETYPE",
            "unset it, unless results must equal those of another machine bit by bit.");
  }

  /** Without them all is slower, and convolutions have other last bits. */
  static Finding vectorKernels(String here, boolean workersHaveModule) {
    return workersHaveModule
        ? Finding.ok("vector kernels", "here " + here + "; workers are started with the module")
        : Finding.hint(
            "vector kernels",
            "here and in workers " + here,
            "build with Maven, and run a JDK that has the module jdk.incubator.vector. Without it"
                + " all is slower, and the last digits of convolutions differ.");
  }

  private Finding threads(EngineCheck engine) {
    return threads(
        engine.threads(),
        engine.blas().threads(),
        Runtime.getRuntime().availableProcessors(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        Pinning.works(),
        environment);
  }

  /** Threads that are too many, or cores that others use, slow a trial several times. */
  static Finding threads(
      int each, int blas, int cores, double load, boolean pinned, Map<String, String> environment) {
    String text =
        "%d a worker, %d %s at once on %d %s%s%s"
            .formatted(
                each,
                cores,
                cores == 1 ? "worker" : "workers",
                cores,
                cores == 1 ? "core" : "cores",
                pinned ? ", each kept on its own" : ", free to move between them",
                load < 0 ? "" : String.format(Locale.ROOT, "; load %.1f", load));
    List<String> more =
        Stream.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")
            .filter(environment::containsKey)
            .filter(name -> !environment.get(name).strip().equals("1"))
            .map(name -> name + "=" + environment.get(name))
            .toList();
    if (!more.isEmpty()) {
      return Finding.hint(
          "threads",
          text,
          "unset "
              + String.join(" and ", more)
              + ": workers take 1 anyway, --executor in-process does not.");
    }
    if (blas > each) {
      return Finding.slow(
          "threads",
          text + "; BLAS takes " + blas,
          "unset OPENBLAS_NUM_THREADS and OMP_NUM_THREADS, and start by scripts/ablate4j.");
    }
    return load > cores + 0.5
        ? Finding.slow(
            "threads", text, "wait until other programs end, or give fewer --workers than cores.")
        : Finding.ok("threads", text);
  }

  private Finding step(EngineCheck engine, String id) {
    String name = "step of " + id;
    Optional<String> objection = models.get(id).objection(IMAGE);
    if (objection.isPresent()) {
      return Finding.ok(name, "not looked at: on " + IMAGE + ", " + objection.get());
    }
    List<String> texts = new ArrayList<>();
    boolean compiled = true;
    for (Regularization arm : List.of(Regularization.NONE, Regularization.BOTH)) {
      EngineCheck.StepKind kind =
          engine.stepKind(models.get(id).configure(new ModelSpec(IMAGE, CLASSES, arm)), SIZES);
      texts.add(arm.name() + " " + kind.description());
      compiled &= kind.compiled();
    }
    String text = String.join(", ", texts);
    return compiled
        ? Finding.ok(name, text)
        : Finding.slow(
            name,
            text,
            "use layers the compiler knows; what it does not know stands in brackets, and such a"
                + " network trains slower but right.");
  }

  static Finding product(EngineCheck.Product product) {
    String text =
        String.format(
            Locale.ROOT,
            "greatest error %.2f of what float rounding allows; %.0f GFLOP/s on one thread",
            product.error(),
            product.gigaflops());
    return product.right()
        ? Finding.ok("matrix product", text)
        : Finding.wrong(
            "matrix product",
            text,
            "set OPENBLAS_CORETYPE=Haswell, and trust no result from here until this is fine.");
  }

  private Finding speed(EngineCheck engine, String id) {
    return speed(
        id,
        engine.speed(
            models.get(id).configure(new ModelSpec(IMAGE, CLASSES, Regularization.BATCH_NORM)),
            SIZES,
            BATCH,
            speedTest));
  }

  static Finding speed(String id, EngineCheck.Speed speed) {
    String name = "speed of " + id;
    String text =
        String.format(
            Locale.ROOT,
            "%,.0f images/s (batch-norm, batch %d, one thread, %s); loss %.2f -> %.2f in %d steps",
            speed.imagesPerSecond(),
            BATCH,
            speed.step().compiled() ? "compiled" : "not compiled",
            speed.firstLoss(),
            speed.lastLoss(),
            speed.steps());
    if (!speed.learns()) {
      return Finding.wrong(
          name,
          text + ": it does not learn one batch by heart",
          "trust no result from here, and report this with all lines above.");
    }
    return speed.bestImagesPerSecond() > 1.5 * speed.imagesPerSecond()
        ? Finding.slow(
            name,
            text + String.format(Locale.ROOT, "; at best %,.0f", speed.bestImagesPerSecond()),
            "end other programs that use the cores before timing anything.")
        : Finding.ok(name, text);
  }

  private static Finding processor() throws IOException {
    return processor(Processor.here(), System.getProperty("os.arch"));
  }

  static Finding processor(Optional<Processor> processor, String architecture) {
    String text =
        processor.flatMap(Processor::name).orElse("name not reported by the system")
            + ", "
            + architecture;
    if (processor.isEmpty() || !architecture.equals("amd64")) {
      return Finding.ok("processor", text);
    }
    List<String> features = processor.get().features();
    text += ": " + (features.isEmpty() ? "no wide vectors" : String.join(", ", features));
    return features.contains("avx2") && features.contains("fma")
        ? Finding.ok("processor", text)
        : Finding.slow(
            "processor",
            text + "; avx2 or fma is missing",
            "train on a processor of 2013 or later, or let the virtual machine pass its features.");
  }

  private static Finding java() {
    return java(
        Runtime.version() + " of " + System.getProperty("java.vendor"),
        System.getProperty("java.vm.info"),
        Runtime.getRuntime().maxMemory());
  }

  /** Much of a compiled step is Java loops, which only the JVM's last compiler turns to vectors. */
  static Finding java(String version, String mode, long heapBytes) {
    String text =
        String.format(
            Locale.ROOT, "%s, %s, heap up to %.1f GiB", version, mode, heapBytes / 0x1p30);
    return mode.contains("interpreted") || mode.contains("emulated-client")
        ? Finding.slow(
            "Java", text, "leave out -Xint and -XX:TieredStopAtLevel, also in JAVA_TOOL_OPTIONS.")
        : Finding.ok("Java", text);
  }
}
