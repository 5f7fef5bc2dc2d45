package mockvro.host.rpc;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Texts in LSP frames over a Unix socket.
 *
 * <p>One thread writes: an interrupt closes the channel under the thread that is writing, and
 * plug-ins interrupt threads. {@code Channels.newInputStream} and its twin are not used because
 * they block each other on one lock.
 */
final class Channel {
  private static final String LENGTH = "content-length:";
  private static final long QUEUE_BYTES = 16L << 20; // beyond that the sender waits

  private final SocketChannel socket;
  private final ByteBuffer input = ByteBuffer.allocateDirect(1 << 16).limit(0);
  private final ArrayDeque<byte[]> queue = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long queued;
  private boolean writing;
  private volatile boolean closed;

  Channel(Path path) throws IOException {
    socket = SocketChannel.open(StandardProtocolFamily.UNIX);
    socket.connect(UnixDomainSocketAddress.of(path));
    Thread writer = new Thread(this::writeAll, "mockvro-writer");
    writer.setDaemon(true);
    writer.start();
  }

  /** Queues a message; waits only while the other side is far behind. */
  void send(String text) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    lock.lock();
    try {
      while (queued > QUEUE_BYTES && !closed) {
        changed.awaitUninterruptibly();
      }
      queue.add(body);
      queued += body.length;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Lets what is queued leave, waiting at most the given time, and closes the connection. */
  void close(long nanos) {
    drain(nanos);
    shut();
  }

  private void drain(long nanos) {
    lock.lock();
    try {
      long left = nanos;
      while ((!queue.isEmpty() || writing) && !closed && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /** The next message, or null at the end of the stream. */
  String receive() throws IOException {
    int length = -1;
    for (String line = header(); line == null || !line.isEmpty(); line = header()) {
      if (line == null) {
        return null;
      }
      if (line.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
        length = Integer.parseInt(line.substring(LENGTH.length()).trim());
      }
    }
    if (length < 0) {
      throw new IOException("frame without Content-Length");
    }
    return body(length);
  }

  private String header() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = next(); c != '\n'; c = next()) {
      if (c < 0) {
        return null;
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private int next() throws IOException {
    return input.hasRemaining() || fill() ? input.get() & 0xff : -1;
  }

  private boolean fill() throws IOException {
    input.clear();
    int got;
    try {
      got = socket.read(input);
    } catch (ClosedChannelException e) { // we closed it
      got = -1;
    }
    input.flip();
    return got > 0;
  }

  private String body(int length) throws IOException {
    byte[] bytes = new byte[length];
    int at = 0;
    while (at < length) {
      if (!input.hasRemaining() && !fill()) {
        throw new EOFException("the stream ended inside a frame");
      }
      int part = Math.min(input.remaining(), length - at);
      input.get(bytes, at, part);
      at += part;
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private void writeAll() {
    try {
      for (; ; ) {
        write(take());
      }
    } catch (IOException e) {
      shut();
    } catch (Error e) { // out of memory, most likely; a host that cannot answer must not stay
      shut();
      throw e;
    }
  }

  /** The reader sees the end of the stream and stops the process. */
  private void shut() {
    lock.lock();
    closed = true;
    changed.signalAll();
    lock.unlock();
    try {
      socket.close();
    } catch (IOException e) {
      return; // it is of no use any more, which is what was wanted
    }
  }

  private byte[] take() {
    lock.lock();
    try {
      writing = false;
      changed.signalAll();
      while (queue.isEmpty()) {
        changed.awaitUninterruptibly();
      }
      byte[] body = queue.remove();
      queued -= body.length;
      writing = true;
      return body;
    } finally {
      lock.unlock();
    }
  }

  private void write(byte[] body) throws IOException {
    byte[] head =
        ("Content-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    ByteBuffer frame = ByteBuffer.allocate(head.length + body.length).put(head).put(body).flip();
    while (frame.hasRemaining()) {
      socket.write(frame);
    }
  }
}
