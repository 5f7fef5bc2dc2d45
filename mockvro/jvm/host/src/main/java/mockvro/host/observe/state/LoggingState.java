package mockvro.host.observe.state;

import java.util.Collections;
import java.util.Map;
import java.util.TreeSet;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;

/** Levels and destinations of the JVM's logging, both of java.util.logging and of log4j. */
final class LoggingState {
  private LoggingState() {}

  static void read(Map<String, String> state) {
    LogManager manager = LogManager.getLogManager();
    for (String name : Collections.list(manager.getLoggerNames())) {
      Logger logger = manager.getLogger(name);
      if (logger != null && (logger.getLevel() != null || logger.getHandlers().length > 0)) {
        state.put("jul:" + name, describe(logger));
      }
    }
    LoggerContext context =
        (LoggerContext) org.apache.logging.log4j.LogManager.getContext(false);
    Configuration configuration = context.getConfiguration();
    state.put("log4j", Shown.of(configuration));
    configuration
        .getLoggers()
        .forEach(
            (name, logger) ->
                state.put(
                    "log4j:" + name,
                    logger.getLevel() + " " + new TreeSet<>(logger.getAppenders().keySet())));
  }

  private static String describe(Logger logger) {
    TreeSet<String> handlers = new TreeSet<>();
    for (Handler handler : logger.getHandlers()) {
      handlers.add(Shown.of(handler));
    }
    return logger.getLevel() + " " + handlers;
  }
}
