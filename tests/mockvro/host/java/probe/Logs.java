package probe;

/** Writes one line through each logging library of the platform. */
final class Logs {
  private Logs() {}

  static void write() {
    org.slf4j.LoggerFactory.getLogger(Logs.class).trace("by {}", "slf4j");
    org.apache.logging.log4j.LogManager.getLogger(Logs.class).debug("by log4j2");
    org.apache.log4j.Logger.getLogger(Logs.class).warn("by log4j1", new Exception("shown"));
    org.apache.commons.logging.LogFactory.getLog(Logs.class).info("by jcl");
    java.util.logging.Logger.getLogger(Logs.class.getName()).fine("by jul");
    org.slf4j.LoggerFactory.getLogger("org.library.Other").debug("a library's debug line");
  }
}
