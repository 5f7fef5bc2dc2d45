package mockvro.host.script;

/** Ends a script from within; an Error, because scripts cannot catch those. */
abstract class StopSignal extends Error {

  private static final long serialVersionUID = 1L;

  private final int line;

  StopSignal(String message, int line) {
    super(message, null, false, false);
    this.line = line;
  }

  /** The line of the script; 0 when unknown. */
  int line() {
    return line;
  }

  /** The time is up, or the thread was interrupted. */
  static final class Deadline extends StopSignal {

    private static final long serialVersionUID = 1L;

    Deadline(String reason, int line) {
      super(reason, line);
    }
  }

  /** The script needs something of the product that is not simulated: no fault of the plug-in. */
  static final class NotSimulated extends StopSignal {

    private static final long serialVersionUID = 1L;

    private final String location;

    NotSimulated(String member, int line, String location) {
      super(member + " is not simulated", line);
      this.location = location;
    }

    String location() {
      return location;
    }
  }
}
