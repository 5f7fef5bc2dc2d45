package probe;

import ch.dunes.vso.sdk.IServiceRegistry;
import ch.dunes.vso.sdk.api.IPluginNotificationHandler;
import ch.dunes.vso.sdk.cipher.ICipher;
import ch.dunes.vso.sdk.context.IContext;
import ch.dunes.vso.sdk.endpoints.IEndpointConfiguration;
import ch.dunes.vso.sdk.endpoints.IEndpointConfigurationService;
import ch.dunes.vso.sdk.ssl.ISslService;
import com.vmware.o11n.sdk.system.ISystem;
import java.io.File;
import java.io.PrintStream;
import java.util.Properties;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** One deed per id. */
final class Deeds {
  private static final String LINE = new String(new char[99]).replace('\0', 'x');

  private static IPluginNotificationHandler remembered;
  private static final CyclicBarrier MEETING = new CyclicBarrier(2);

  private Deeds() {}

  static Object find(ProbeFactory factory, String id) throws Exception {
    switch (id) {
      case "missing":
        return null;
      case "events":
        return new Thing("events", String.join("; ", ProbeAdaptor.EVENTS));
      case "boom":
        throw new IllegalStateException("boom", new RuntimeException("cause"));
      case "exit":
        System.exit(3);
        break;
      case "exit-reference":
        IntConsumer exit = System::exit;
        exit.accept(4);
        break;
      case "halt":
        Runtime.getRuntime().halt(5);
        break;
      case "halt-by-reflection":
        Runtime.class.getMethod("halt", int.class).invoke(Runtime.getRuntime(), 6);
        break;
      case "loop":
        for (long i = 0; ; i++) {
          LockSupport.parkNanos(1000);
        }
      case "latch":
        new CountDownLatch(1).await();
        break;
      case "overlap":
        return new Thing("overlap", overlap());
      case "flood":
        for (int i = 0; i < 1_000_000; i++) {
          System.out.println(LINE);
        }
        break;
      case "print":
        System.out.println("hello");
        System.err.println("world");
        System.out.println("again");
        break;
      case "replace":
        PrintStream own = System.out;
        System.setOut(new PrintStream(own, true));
        Consumer<PrintStream> back = System::setOut;
        back.accept(own);
        break;
      case "notify":
        factory.handler.notifyElementUpdated("Thing", "1");
        factory.handler.notifyElementInvalidate(null, null);
        factory.handler.notifyElementDeleted("Nonsense", "1");
        break;
      case "push":
        Properties properties = new Properties();
        properties.setProperty("state", "done");
        ProbeAdaptor.publisher.pushWatcherEvent("w1", properties);
        break;
      case "save":
        return save();
      case "read":
        return read();
      case "cipher":
        ICipher cipher =
            (ICipher) ProbeAdaptor.registry.getService(IServiceRegistry.CIPHER_SERVICE);
        String hidden = cipher.encrypt("secret");
        return new Thing("cipher", hidden.contains("secret") + " " + cipher.decrypt(hidden));
      case "reflect":
        Field value = String.class.getDeclaredField("value");
        value.setAccessible(true);
        return new Thing("reflect", String.valueOf(value.get("x") != null));
      case "memory":
        List<long[]> hoard = new ArrayList<>();
        while (true) {
          hoard.add(new long[1 << 18]);
        }
      case "recurse":
        return find(factory, "recurse");
      case "spring":
        return Spring.find();
      case "services":
        return new Thing("services", services(factory.session));
      case "null-endpoint":
        endpoints().getEndpointConfiguration(null);
        break;
      case "remember":
        remembered = factory.handler;
        break;
      case "late":
        remembered.notifyElementUpdated("Thing", "1");
        break;
      case "thread":
        Thread thread = new Thread(() -> Integer.parseInt("NaN"), "probe-thread");
        thread.start();
        thread.join();
        break;
      case "interrupt":
        Thread.currentThread().interrupt();
        factory.handler.notifyElementUpdated("Thing", "1");
        save();
        return new Thing("interrupt", String.valueOf(Thread.interrupted()));
      case "log":
        Logs.write();
        break;
      case "visible":
        return new Thing("visible", visible());
      case "child":
        new ProcessBuilder("setsid", "sleep", "1000").inheritIO().start();
        break;
      case "stubborn":
        Runtime.getRuntime().addShutdownHook(new Thread(() -> LockSupport.park(Deeds.class)));
        Runtime.getRuntime().addShutdownHook(new Thread(Deeds::never));
        break;
      default:
        return new Thing(id, "thing " + id);
    }
    return new Thing(id, id);
  }

  /** Whether another thread does the same at the same time. */
  private static String overlap() throws Exception {
    try {
      MEETING.await(500, TimeUnit.MILLISECONDS);
      return "together";
    } catch (TimeoutException | BrokenBarrierException e) {
      MEETING.reset();
      return "alone";
    }
  }

  private static void never() {
    while (true) {
      LockSupport.park();
    }
  }

  private static String services(String session) throws Exception {
    IContext context =
        (IContext) ProbeAdaptor.registry.getService(IServiceRegistry.CONTEXT_SERVICE);
    ISystem system = (ISystem) ProbeAdaptor.registry.getService(IServiceRegistry.SYSTEM_SERVICE);
    ISslService ssl = (ISslService) ProbeAdaptor.registry.getService(IServiceRegistry.SSL_SERVICE);
    return context.getTraceId().equals(session)
        + " "
        + system.getInstalledPlugins()[0]
        + " "
        + ssl.newSslContext("TLS").getProtocol()
        + " "
        + (ssl.newHostNameVerifier() != null)
        + " "
        + ProbeAdaptor.registry.getService(IServiceRegistry.CAFE_GATEWAY_SERVICE);
  }

  private static IEndpointConfigurationService endpoints() {
    return (IEndpointConfigurationService)
        ProbeAdaptor.registry.getService(IServiceRegistry.ENDPOINT_CONFIGURATION_SERVICE);
  }

  private static Object save() throws Exception {
    IEndpointConfigurationService service = endpoints();
    String before = service.getVersion();
    IEndpointConfiguration entry = service.newEndpointConfiguration("e1");
    entry.setString("host", "localhost");
    entry.setPassword("password", "s3cret");
    entry.setInt("port", 8080);
    entry.setLong("big", 1L << 60);
    entry.setDecimal("ratio", 0.5);
    entry.setBoolean("on", true);
    entry.setString("none", null);
    boolean hidden = service.getEndpointConfiguration("e1") == null;
    String id = service.saveEndpointConfiguration(entry);
    entry.setString("host", "changed after save");
    String host = service.getEndpointConfiguration(id).getString("host");
    boolean newer = !service.getVersion().equals(before);
    return new Thing("save", id + " " + hidden + " " + host + " " + newer);
  }

  private static Object read() throws Exception {
    IEndpointConfiguration entry = endpoints().getEndpointConfiguration("e1");
    String text =
        entry.getAsInteger("port")
            + " "
            + entry.getAsLong("big")
            + " "
            + entry.getAsDecimal("ratio")
            + " "
            + entry.getAsBoolean("on")
            + " "
            + entry.getPassword("password")
            + " "
            + entry.getString("none")
            + " "
            + entry.getAsInteger("absent")
            + " "
            + entry.getInt("absent");
    endpoints().deleteEndpointConfiguration("e1");
    return new Thing("read", text + " " + endpoints().getEndpointConfigurations().size());
  }

  private static String visible() {
    StringBuilder seen = new StringBuilder();
    for (String name :
        new String[] {
          "mockvro.host.Main", "com.google.gson.JsonObject", "org.objectweb.asm.ClassReader",
          "mockvro.boot.Boot", "org.springframework.core.SpringVersion", "org.slf4j.Logger"
        }) {
      try {
        Class.forName(name);
        seen.append(name).append(' ');
      } catch (ClassNotFoundException e) {
        continue;
      }
    }
    return seen + new File(System.getProperty("user.dir")).getName();
  }
}
