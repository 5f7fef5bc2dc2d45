package mockvro.host.log;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Takes the place of all handlers of java.util.logging, which would write to System.err. */
final class JulBridge extends Handler {
  private static final SimpleFormatter FORMAT = new SimpleFormatter();
  private static final List<Logger> KEPT = new ArrayList<>(); // JUL forgets unreferenced loggers

  private final LogFile file;

  private JulBridge(LogFile file) {
    this.file = file;
  }

  static void install(LogFile file) {
    LogManager.getLogManager().reset();
    Logger root = Logger.getLogger("");
    root.setLevel(Level.INFO);
    root.addHandler(new JulBridge(file));
  }

  /** Sets the level of the loggers below these packages. */
  static synchronized void owns(
      Collection<String> packages, org.apache.logging.log4j.Level level) {
    for (String each : packages) {
      if (!each.isEmpty()) {
        Logger logger = Logger.getLogger(each);
        logger.setLevel(fromLog4j(level));
        KEPT.add(logger);
      }
    }
  }

  @Override
  public void publish(LogRecord event) {
    if (isLoggable(event)) {
      file.write(
          event.getInstant(),
          toLog4j(event.getLevel()),
          String.valueOf(event.getLoggerName()),
          Thread.currentThread().getName(),
          FORMAT.formatMessage(event),
          event.getThrown());
    }
  }

  @Override
  public void flush() {
    // every line is written at once
  }

  @Override
  public void close() {
    // the file belongs to the host
  }

  private static Level fromLog4j(org.apache.logging.log4j.Level level) {
    return switch (level.name()) {
      case "OFF" -> Level.OFF;
      case "FATAL", "ERROR" -> Level.SEVERE;
      case "WARN" -> Level.WARNING;
      case "INFO" -> Level.INFO;
      case "DEBUG" -> Level.FINE;
      default -> Level.ALL;
    };
  }

  private static String toLog4j(Level level) {
    int value = level.intValue();
    if (value >= Level.SEVERE.intValue()) {
      return "ERROR";
    }
    if (value >= Level.WARNING.intValue()) {
      return "WARN";
    }
    if (value >= Level.INFO.intValue()) {
      return "INFO";
    }
    return value >= Level.FINE.intValue() ? "DEBUG" : "TRACE";
  }
}
