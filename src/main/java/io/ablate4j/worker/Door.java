package io.ablate4j.worker;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/** Where one worker comes in: it knows the port and the word, and nobody else does. */
final class Door implements Closeable {
  private static final int SECRET_BYTES = 16;
  private static final int LOOK_MILLIS = 100;

  /** A worker says its word at once; whoever else came in is sent away. */
  private static final int HELLO_MILLIS = 2000;

  private static final int HELLO_BYTES = 100;

  private final ServerSocket socket;
  private final String secret;

  private Door(ServerSocket socket, String secret) {
    this.socket = socket;
    this.secret = secret;
  }

  /** Opens one for a worker that is to be started. */
  static Door open() throws IOException {
    byte[] bytes = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    socket.setSoTimeout(LOOK_MILLIS);
    return new Door(socket, HexFormat.of().formatHex(bytes));
  }

  int port() {
    return socket.getLocalPort();
  }

  String secret() {
    return secret;
  }

  /** Waits for the worker for a moment. */
  Optional<Channel> look() throws IOException {
    Socket visitor;
    try {
      visitor = socket.accept();
    } catch (SocketTimeoutException e) {
      return Optional.empty();
    }
    Channel channel = new Channel(visitor);
    try {
      channel.patience(HELLO_MILLIS);
      if (channel.receive(HELLO_BYTES).equals(new Channel.Frame(Channel.Kind.HELLO, secret))) {
        channel.patience(0);
        return Optional.of(channel);
      }
    } catch (IOException e) {
      // A stranger; the worker may still come.
    }
    channel.close();
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
