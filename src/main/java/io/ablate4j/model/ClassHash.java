package io.ablate4j.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;

/** What a class has in it: another hash, another class. */
final class ClassHash {
  private ClassHash() {}

  /**
   * SHA-256 of the bytes of a class, of those it is nested in and nested with, and of its
   * superclasses but for the JDK's, in hexadecimal. Other classes that it uses are not looked at.
   */
  static String of(Class<?> type) {
    MessageDigest digest = sha256();
    for (Class<?> each = type; isOwn(each); each = each.getSuperclass()) {
      Arrays.stream(each.getNestHost().getNestMembers())
          .sorted(Comparator.comparing(Class::getName))
          .forEach(member -> digest.update(bytes(member)));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static boolean isOwn(Class<?> type) {
    return type != null && type.getClassLoader() != null && type != Object.class;
  }

  /** The name stands for a class that was made without a file. */
  private static byte[] bytes(Class<?> type) {
    String file = "/" + type.getName().replace('.', '/') + ".class";
    try (InputStream in = type.getResourceAsStream(file)) {
      return in == null ? type.getName().getBytes(UTF_8) : in.readAllBytes();
    } catch (IOException e) {
      return type.getName().getBytes(UTF_8);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
