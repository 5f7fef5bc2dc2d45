package watched;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.net.Authenticator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.security.Provider;
import java.security.Security;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.util.Locale;
import java.util.Properties;
import java.util.TimeZone;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import javax.management.ObjectName;
import javax.net.ssl.SSLContext;

/** One misdeed per name. */
final class Deeds {
  private static final ThreadLocal<Object> LOCAL = new ThreadLocal<>();
  private static final Object ONE = new Object();
  private static final Object OTHER = new Object();

  private Deeds() {}

  static void does(WatchedFactory factory, String deed, String argument) throws Exception {
    switch (deed) {
      case "read":
        new FileInputStream(argument).close();
        break;
      case "write":
        new FileOutputStream(argument).close();
        break;
      case "random":
        new RandomAccessFile(argument, "rw").close();
        break;
      case "nio-write":
        Files.write(Paths.get(argument), new byte[] {1});
        break;
      case "nio-read":
        Files.readAllBytes(Paths.get(argument));
        break;
      case "delete":
        new File(argument).delete();
        break;
      case "nio-delete":
        Files.delete(Paths.get(argument));
        break;
      case "mkdir":
        new File(argument).mkdir();
        break;
      case "temp":
        Files.createTempFile("watched", ".bin");
        break;
      case "exists":
        new File(argument).exists();
        break;
      case "list":
        new File(argument).listFiles();
        break;
      case "connect":
        new Socket("127.0.0.1", Integer.parseInt(argument)).close();
        break;
      case "nio-connect":
        SocketChannel.open(new InetSocketAddress("127.0.0.1", Integer.parseInt(argument))).close();
        break;
      case "url":
        new URL(argument).openStream().close();
        break;
      case "pool-connect":
        inPool(() -> new Socket("127.0.0.1", Integer.parseInt(argument)).close());
        break;
      case "listen":
        new ServerSocket(0).close();
        break;
      case "resolve":
        InetAddress.getByName(argument);
        break;
      case "spawn":
        new ProcessBuilder("true").start().waitFor();
        break;
      case "property":
        System.setProperty("watched." + argument, "on");
        break;
      case "clear-property":
        System.clearProperty("watched." + argument);
        break;
      case "locale":
        Locale.setDefault(Locale.forLanguageTag(argument));
        break;
      case "timezone":
        TimeZone.setDefault(TimeZone.getTimeZone(argument));
        break;
      case "ssl":
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, null, null);
        SSLContext.setDefault(context);
        break;
      case "ssl-lazily":
        SSLContext.getDefault();
        break;
      case "authenticator":
        Authenticator.setDefault(new Answers());
        break;
      case "provider":
        Security.insertProviderAt(new Empty(), 1);
        break;
      case "hook":
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {}, "watched-hook"));
        break;
      case "driver":
        DriverManager.registerDriver(new NoDriver());
        break;
      case "mbean":
        ManagementFactory.getPlatformMBeanServer()
            .registerMBean(new Watched(), new ObjectName("watched:type=Watched"));
        break;
      case "pool":
        PoolBean.register(argument);
        break;
      case "jul":
        LogManager.getLogManager().reset();
        Logger.getLogger("").setLevel(Level.OFF);
        break;
      case "open":
        Field field = String.class.getDeclaredField("hash");
        field.setAccessible(true);
        break;
      case "deserialise":
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject("x");
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
        break;
      case "watched.Marker":
        Class.forName(deed);
        break;
      case "thread":
        park("watched-thread");
        break;
      case "die":
        Thread dying = new Thread(() -> { throw new IllegalStateException("dead"); }, "watched-dying");
        dying.start();
        dying.join();
        break;
      case "deadlock":
        deadlock();
        break;
      case "lock-in-io":
        lockInIo(Integer.parseInt(argument));
        break;
      case "thread-local":
        LOCAL.set(new Thing("left"));
        break;
      case "loader":
        Thread.currentThread().setContextClassLoader(ClassLoader.getSystemClassLoader());
        break;
      case "interrupt":
        Thread.currentThread().interrupt();
        break;
      case "sleep":
        Thread.sleep(60_000);
        break;
      case "swallow":
        try {
          Thread.sleep(60_000);
        } catch (InterruptedException e) {
          break;
        }
        break;
      case "notify":
        factory.handler.notifyElementUpdated("Thing", argument);
        break;
      case "flood":
        for (int i = 0; i < Integer.parseInt(argument); i++) {
          new File("/nowhere/" + i).exists();
        }
        break;
      case "processes":
        for (int i = 0; i < 40; i++) {
          new ProcessBuilder("sleep", "1000").start();
        }
        Thread.sleep(60_000);
        break;
      case "threads":
        for (int i = 0; i < Integer.parseInt(argument); i++) {
          park("watched-many");
        }
        Thread.sleep(60_000);
        break;
      case "use-after-unload":
        inBackground(() -> {
          URLClassLoader own = (URLClassLoader) Deeds.class.getClassLoader();
          while (isOpen(own)) {
            Thread.sleep(5);
          }
          WatchedAdaptor.registry.getService("x");
          WatchedAdaptor.publisher.pushWatcherEvent("w", null);
        });
        break;
      case "kept-in-jdk":
        Thread.setDefaultUncaughtExceptionHandler(new Ignores());
        break;
      default:
        break;
    }
  }

  private static boolean isOpen(URLClassLoader loader) {
    try {
      return loader.findResource("watched/Deeds.class") != null;
    } catch (IllegalStateException e) {
      return false; // asked while its jar was being closed
    }
  }

  /** Work that may fail. */
  interface Work {
    void run() throws Exception;
  }

  private static void inPool(Work work) throws Exception {
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try {
      pool.submit(() -> { work.run(); return null; }).get();
    } finally {
      pool.shutdown();
    }
  }

  private static void inBackground(Work work) {
    Thread thread = new Thread(() -> {
      try {
        work.run();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }, "watched-background");
    thread.setDaemon(true);
    thread.start();
  }

  private static void park(String name) {
    Thread thread = new Thread(() -> new CountDownLatchOf().await(), name);
    thread.setDaemon(true);
    thread.start();
  }

  private static final class CountDownLatchOf {
    void await() {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private static void deadlock() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    lock(ONE, OTHER, both, "watched-one");
    lock(OTHER, ONE, both, "watched-other");
    both.await();
  }

  private static void lock(Object first, Object second, CountDownLatch both, String name) {
    Thread thread =
        new Thread(
            () -> {
              synchronized (first) {
                both.countDown();
                try {
                  both.await();
                } catch (InterruptedException e) {
                  return;
                }
                synchronized (second) {
                  return;
                }
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  private static synchronized void lockInIo(int port) throws Exception {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.getInputStream().read();
    }
  }

  static final class Answers extends Authenticator {
    @Override
    protected PasswordAuthentication getPasswordAuthentication() {
      return null;
    }
  }

  static final class Empty extends Provider {
    private static final long serialVersionUID = 1L;

    Empty() {
      super("Watched", 1.0, "nothing");
    }
  }

  static final class Ignores implements Thread.UncaughtExceptionHandler {
    @Override
    public void uncaughtException(Thread thread, Throwable thrown) {}
  }

  /** Its MBean. */
  public interface WatchedMBean {
    int getNumber();
  }

  /** A bean. */
  public static final class Watched implements WatchedMBean {
    @Override
    public int getNumber() {
      return 1;
    }
  }

  static final class NoDriver implements Driver {
    @Override
    public Connection connect(String url, Properties info) {
      return null;
    }

    @Override
    public boolean acceptsURL(String url) {
      return false;
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
      return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
      return 1;
    }

    @Override
    public int getMinorVersion() {
      return 0;
    }

    @Override
    public boolean jdbcCompliant() {
      return false;
    }

    @Override
    public Logger getParentLogger() {
      return null;
    }
  }
}
