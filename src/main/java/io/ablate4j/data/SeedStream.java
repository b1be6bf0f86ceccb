package io.ablate4j.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Random;

/**
 * The independent random streams of one seed: the first eight bytes of SHA-256(seed, name). Arms of
 * one seed draw from the same streams, which is what pairs them.
 *
 * @param member which network of an ensemble draws, from 1. Streams of the first have plain names,
 *     those of another one its number behind them: {@code init:dense1#2}
 */
public record SeedStream(long seed, int member) {
  /** Chooses which examples a seed trains, validates and tests on. */
  public static final String SUBSET = "subset";

  /** Shuffles the training set before each epoch. */
  public static final String BATCH_ORDER = "batch-order";

  /** Draws dropout masks. */
  public static final String DROPOUT = "dropout";

  public SeedStream {
    if (member < 1) {
      throw new IllegalArgumentException("no member " + member);
    }
  }

  /** Those of a single network. */
  public SeedStream(long seed) {
    this(seed, 1);
  }

  /** Draws the initial weights of one layer. */
  public static String init(String layer) {
    return "init:" + layer;
  }

  /** The stream's own seed. */
  public long named(String name) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(ByteBuffer.allocate(Long.BYTES).putLong(seed).array());
      String whole = member == 1 ? name : name + "#" + member;
      sha.update(whole.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(sha.digest()).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * A generator on the stream. {@link Random} because its algorithms are fixed by its
   * specification, on every JDK.
   */
  public Random random(String name) {
    return new Random(named(name));
  }
}
