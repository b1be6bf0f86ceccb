package io.ablate4j.trial;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a number comes from: name to value, in the order of the names. The names in use are {@code
 * native-build}, {@code helpers} (which oneDNN helpers had a part in the steps), {@code
 * helpers-left-off} (which were found wrong), {@code engine} (what carried out the steps), {@code
 * flush-to-zero}, {@code blas}, {@code openblas-coretype} (which kernel it was asked for), {@code
 * blas-kernel} (which one OpenBLAS says it used), {@code threads}, {@code dl4j}, {@code java},
 * {@code convolutions} (what computed them), {@code jvm-flags}, {@code commit} (of ablate4j's own
 * code, as built), {@code manipulation-checks} (whether dropout and batch norm did what they are
 * for), {@code os}, {@code processor}, {@code pinned} (the worker, to one processor), {@code
 * started}, {@code finished}.
 */
public record Provenance(SortedMap<String, String> facts) {
  /** The fact that decides, with the key, whether two results must be equal bit by bit. */
  public static final String NATIVE_BUILD = "native-build";

  /** Which kernel multiplied matrices: others give other last bits. */
  public static final String BLAS_KERNEL = "blas-kernel";

  /** What computed convolutions, where there are some: others give other last bits. */
  public static final String CONVOLUTIONS = "convolutions";

  /** What trained: times of unlike ones do not go together. */
  public static final String PROCESSOR = "processor";

  /** There only if helpers gave wrong numbers on this machine and were left off: which, and how. */
  public static final String HELPERS_LEFT_OFF = "helpers-left-off";

  /** On the way from who trained to the store, which does not keep it: which network it was. */
  public static final String NETWORK = "network";

  public Provenance {
    facts = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(facts));
  }

  /** Of any map. */
  public static Provenance of(Map<String, String> facts) {
    return new Provenance(new TreeMap<>(facts));
  }

  /** The same without one fact. */
  public Provenance without(String fact) {
    SortedMap<String, String> others = new TreeMap<>(facts);
    others.remove(fact);
    return new Provenance(others);
  }

  /** The native build, or "unknown". */
  public String nativeBuild() {
    return facts.getOrDefault(NATIVE_BUILD, "unknown");
  }
}
