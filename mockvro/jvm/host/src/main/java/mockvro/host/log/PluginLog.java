package mockvro.host.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.AbstractConfiguration;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.plugins.util.PluginRegistry;
import org.apache.logging.log4j.core.impl.Log4jContextFactory;
import org.apache.logging.log4j.status.StatusLogger;

/**
 * Sends everything that plug-ins log into one file: log4j 2 directly, slf4j, log4j 1 and
 * commons-logging through their bridges, java.util.logging through {@link JulBridge}.
 *
 * <p>The configuration is made by hand: log4j's own way reads files, loads its plug-ins and
 * registers with JMX, which costs more than the rest of the host's start.
 */
public final class PluginLog {
  private static final String NAME = PluginLog.class.getName();
  private static final Level OTHERS = Level.INFO; // the product's own level for libraries

  private final LoggerContext context;
  private final AbstractConfiguration configuration;
  private final Level level;

  private PluginLog(
      LoggerContext context, AbstractConfiguration configuration, Level level) {
    this.context = context;
    this.configuration = configuration;
    this.level = level;
  }

  /**
   * Starts logging; must run before anything asks log4j for a logger.
   *
   * @param file receives JSON lines
   * @param limit bytes after which the file is cut off with a mark
   * @param level level of the loggers that belong to plug-ins
   */
  static PluginLog start(Path file, long limit, String level) throws IOException {
    // one context for all class loaders: plug-ins must not bring a configuration of their own
    System.setProperty(
        "Log4jContextSelector", "org.apache.logging.log4j.core.selector.BasicContextSelector");
    System.setProperty("log4j2.disable.jmx", "true");
    System.setProperty("log4j.shutdownHookEnabled", "false");
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(new ShortList(LogManager.class.getClassLoader()));
    StatusLogger status = StatusLogger.getLogger();
    Level told = status.getLevel();
    status.setLevel(Level.OFF); // it would name what the default layout now lacks
    try {
      return configured(new LogFile(file, limit), Level.toLevel(level, Level.TRACE));
    } finally {
      status.setLevel(told);
      thread.setContextClassLoader(before);
      PluginRegistry.getInstance().clear(); // whoever configures log4j from now on finds all of it
    }
  }

  private static PluginLog configured(LogFile file, Level level) {
    JsonAppender appender = new JsonAppender(file);
    appender.start();
    Fixed configuration = new Fixed(appender);
    Log4jContextFactory factory = (Log4jContextFactory) LogManager.getFactory();
    LoggerContext context = factory.getContext(NAME, null, null, false, configuration);
    JulBridge.install(file);
    return new PluginLog(context, configuration, level);
  }

  /**
   * Starts logging in a thread of its own: log4j needs longer than the rest of the host.
   *
   * <p>Parameters as those of {@link #start}. No plug-in code may run before the result is there.
   */
  public static Future<PluginLog> begin(Path file, long limit, String level) {
    FutureTask<PluginLog> task = new FutureTask<>(() -> start(file, limit, level));
    Thread thread = new Thread(task, "mockvro-log");
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  /** Waits for the started log. */
  public static PluginLog started(Future<PluginLog> log) {
    try {
      return log.get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException("the plug-in log did not start", e);
    }
  }

  /** Sets the plug-in level for loggers below these packages. */
  public void owns(Collection<String> packages) {
    for (String each : packages) {
      if (!each.isEmpty()) {
        LoggerConfig logger = new LoggerConfig(each, level, true);
        configuration.addLogger(each, logger);
      }
    }
    context.updateLoggers();
    JulBridge.owns(packages, level);
  }

  private static final class Fixed extends AbstractConfiguration {
    private final JsonAppender appender;

    Fixed(JsonAppender appender) {
      super(null, ConfigurationSource.NULL_SOURCE);
      this.appender = appender;
    }

    @Override
    protected void doConfigure() {
      addAppender(appender);
      getRootLogger().addAppender(appender, null, null);
      getRootLogger().setLevel(OTHERS);
    }
  }
}
