package io.ablate4j.trial;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What trained some trials, and how many each: unlike native builds, BLAS kernels and convolutions
 * give unlike last bits, and times of unlike processors do not go together. What a result does not
 * tell, as one of before it was recorded, is in no count.
 *
 * @param nativeBuilds trials by native build
 * @param kernels trials by BLAS kernel
 * @param convolutions trials by what computed their convolutions, of those that have some
 * @param processors trials by name of the processor
 */
public record Origins(
    SortedMap<String, Integer> nativeBuilds,
    SortedMap<String, Integer> kernels,
    SortedMap<String, Integer> convolutions,
    SortedMap<String, Integer> processors) {
  private static final String UNKNOWN = "unknown";

  public Origins {
    nativeBuilds = Collections.unmodifiableSortedMap(new TreeMap<>(nativeBuilds));
    kernels = Collections.unmodifiableSortedMap(new TreeMap<>(kernels));
    convolutions = Collections.unmodifiableSortedMap(new TreeMap<>(convolutions));
    processors = Collections.unmodifiableSortedMap(new TreeMap<>(processors));
  }

  /** Of results' provenances. */
  public static Origins of(Collection<Provenance> provenances) {
    return new Origins(
        counts(provenances, Provenance.NATIVE_BUILD),
        counts(provenances, Provenance.BLAS_KERNEL),
        counts(provenances, Provenance.CONVOLUTIONS),
        counts(provenances, Provenance.PROCESSOR));
  }

  private static SortedMap<String, Integer> counts(
      Collection<Provenance> provenances, String fact) {
    SortedMap<String, Integer> counts = new TreeMap<>();
    for (Provenance provenance : provenances) {
      String value = provenance.facts().getOrDefault(fact, UNKNOWN);
      if (!value.startsWith(UNKNOWN)) {
        counts.merge(value, 1, Integer::sum);
      }
    }
    return counts;
  }

  /**
   * What makes last bits differ, a phrase for each, such as "different BLAS kernels (Haswell 12
   * trials, SkylakeX 1 trial)"; empty if one build with one kernel trained all.
   */
  public List<String> unlikeBits() {
    List<String> unlike = new ArrayList<>();
    if (nativeBuilds.size() > 1) {
      unlike.add("different native builds (" + inWords(nativeBuilds) + ")");
    }
    if (kernels.size() > 1) {
      unlike.add("different BLAS kernels (" + inWords(kernels) + ")");
    }
    if (convolutions.size() > 1) {
      unlike.add("different convolutions (" + inWords(convolutions) + ")");
    }
    return unlike;
  }

  /** Whether times of these trials go together. */
  public boolean isOfOneProcessor() {
    return processors.size() <= 1;
  }

  /** Each with its count. */
  public static String inWords(SortedMap<String, Integer> counts) {
    return counts.entrySet().stream()
        .map(
            each ->
                each.getKey()
                    + " "
                    + each.getValue()
                    + (each.getValue() == 1 ? " trial" : " trials"))
        .collect(Collectors.joining(", "));
  }

  /**
   * The builds and kernels of some trials in one phrase, such as "nd4j-native-1, kernel Haswell,
   * convolutions by vector kernels".
   */
  public String bits() {
    String builds =
        nativeBuilds.isEmpty() ? "an unknown build" : String.join(" and ", nativeBuilds.keySet());
    if (!kernels.isEmpty()) {
      builds += ", kernel " + String.join(" and ", kernels.keySet());
    }
    return convolutions.isEmpty()
        ? builds
        : builds + ", convolutions by " + String.join(" and ", convolutions.keySet());
  }
}
