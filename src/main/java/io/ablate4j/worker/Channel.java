package io.ablate4j.worker;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What a run and one of its workers talk over: frames on a socket of their own, so that nothing a
 * library prints can get in between. A frame has the length of its text in bytes (4 bytes, most
 * significant first), its kind (1 byte) and its text in UTF-8.
 */
final class Channel implements Closeable {
  /** Of a frame: a million measurements have 60 MB. */
  static final int MOST_BYTES = 256 << 20;

  private static final int HEAD_BYTES = 5;

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;

  /** What a frame is for. Its number is sent, so that new kinds are added at the end. */
  enum Kind {
    /** From the worker, first of all: the secret it was given. */
    HELLO,
    /** From the worker: it can be asked. */
    READY,
    /** To the worker: a trial or a request of the timing pass. */
    REQUEST,
    /** From the worker: the result of a trial. */
    RESULT,
    /** The same from one that cannot be trusted with another trial. */
    LAST_RESULT,
    /** From the worker: what came of a request of the timing pass. */
    ANSWER,
    /** From the worker, every few seconds: a {@link Beat}. */
    BEAT,
    /** From the worker: why it ends. */
    GOODBYE
  }

  /** One message. */
  record Frame(Kind kind, String text) {}

  /** What came is no frame; nothing that comes after it can be read. */
  static final class BrokenFrame extends IOException {
    private static final long serialVersionUID = 1L;

    BrokenFrame(String message) {
      super(message);
    }
  }

  /** Over a connected socket, which it owns. */
  Channel(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    out = socket.getOutputStream();
  }

  /** To whoever listens on this machine. */
  static Channel connect(int port) throws IOException {
    return new Channel(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  /**
   * Sends a frame; any thread may.
   *
   * @throws IOException if nobody listens any more, or the text is too long, and nothing was sent
   */
  synchronized void send(Kind kind, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MOST_BYTES) {
      throw new IOException(bytes.length + " bytes are more than a frame holds");
    }
    ByteBuffer frame = ByteBuffer.allocate(HEAD_BYTES + bytes.length);
    frame.putInt(bytes.length).put((byte) kind.ordinal()).put(bytes);
    out.write(frame.array());
    out.flush();
  }

  /** Waits for the next frame, see {@link #receive(int)}. */
  Frame receive() throws IOException {
    return receive(MOST_BYTES);
  }

  /**
   * Waits for the next frame.
   *
   * @param most bytes its text may have
   * @throws EOFException if there is none any more
   * @throws BrokenFrame if what comes is no frame
   */
  Frame receive(int most) throws IOException {
    int length = in.readInt();
    int kind = in.readUnsignedByte();
    if (length < 0 || length > most || kind >= Kind.values().length) {
      throw new BrokenFrame("a frame of kind " + kind + " and " + length + " bytes");
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return new Frame(Kind.values()[kind], new String(bytes, StandardCharsets.UTF_8));
  }

  /** How long to wait for a frame before {@link java.net.SocketTimeoutException}; 0 for ever. */
  void patience(int millis) throws IOException {
    socket.setSoTimeout(millis);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone, which is what was wanted.
    }
  }
}
