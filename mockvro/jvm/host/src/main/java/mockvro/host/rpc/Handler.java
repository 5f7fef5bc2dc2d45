package mockvro.host.rpc;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** Serves one method. */
@FunctionalInterface
public interface Handler {
  /**
   * Serves a request.
   *
   * @param params the parameters, an empty object if there were none
   * @return the result; null stands for JSON null
   * @throws RpcError for an answer the protocol knows
   */
  JsonElement serve(JsonObject params) throws RpcError;
}
