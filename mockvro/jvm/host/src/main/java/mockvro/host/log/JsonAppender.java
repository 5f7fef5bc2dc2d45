package mockvro.host.log;

import java.time.Instant;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** The one appender of log4j. */
final class JsonAppender extends AbstractAppender {
  private final LogFile file;

  JsonAppender(LogFile file) {
    super("mockvro", null, null, true, Property.EMPTY_ARRAY);
    this.file = file;
  }

  @Override
  public void append(LogEvent event) {
    file.write(
        Instant.ofEpochMilli(event.getTimeMillis()),
        event.getLevel().name(),
        event.getLoggerName(),
        event.getThreadName(),
        event.getMessage().getFormattedMessage(),
        event.getThrown());
  }
}
