package io.ablate4j.worker;

import io.ablate4j.engine.runtime.NativeRuntime;
import java.io.FileDescriptor;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Locale;
import java.util.TimeZone;

/**
 * What all trials of a worker share, and a user's class can change for those that come after it.
 *
 * @param in standard input, as {@code System.in}
 * @param out standard output, as {@code System.out}
 * @param err standard error, as {@code System.err}
 * @param open whether the three descriptors behind them are
 * @param numbers the type of new arrays
 */
record ProcessState(
    InputStream in,
    PrintStream out,
    PrintStream err,
    boolean open,
    Locale locale,
    TimeZone zone,
    String numbers) {
  /** Of this process. */
  static ProcessState now() {
    return new ProcessState(
        System.in,
        System.out,
        System.err,
        FileDescriptor.in.valid() && FileDescriptor.out.valid() && FileDescriptor.err.valid(),
        Locale.getDefault(),
        TimeZone.getDefault(),
        NativeRuntime.typeOfNewArrays());
  }
}
