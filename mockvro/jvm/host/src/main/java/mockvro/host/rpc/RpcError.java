package mockvro.host.rpc;

import com.google.gson.JsonObject;

/** An error answer; the codes are those of docs/host-protocol.md. */
public final class RpcError extends Exception {
  public static final int PLUGIN_THREW = -32000;
  public static final int REFUSED = -32002;
  public static final int TIMED_OUT = -32004;
  public static final int NO_METHOD = -32601;
  public static final int BAD_PARAMS = -32602;
  public static final int INTERNAL = -32603;

  private static final long serialVersionUID = 1L;

  private final int code;
  private final transient JsonObject data;

  /**
   * An error answer.
   *
   * @param code one of the codes of the protocol
   * @param message one line for a person
   * @param data what the code promises; may be null
   */
  public RpcError(int code, String message, JsonObject data) {
    super(message);
    this.code = code;
    this.data = data;
  }

  /** What the host refuses to do, with the reason. */
  public static RpcError refused(String reason) {
    JsonObject data = new JsonObject();
    data.addProperty("reason", reason);
    return new RpcError(REFUSED, reason, data);
  }

  /** The code of the error. */
  public int code() {
    return code;
  }

  /** The data of the error, or null. */
  public JsonObject data() {
    return data;
  }
}
