package mockvro.host.plugin;

import ch.dunes.vso.sdk.api.PluginTrigger;
import ch.dunes.vso.sdk.api.PluginWatcher;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.Base64;
import mockvro.host.rpc.RpcError;

/** Triggers and watchers as the Python side keeps them: Base64 of their Java serialisation. */
final class StoredWatchers {
  private static final ObjectInputFilter ONLY_THESE =
      ObjectInputFilter.Config.createFilter(
          "maxdepth=12;maxbytes=1000000;ch.dunes.vso.sdk.api.PluginTrigger;"
              + "ch.dunes.vso.sdk.api.PluginWatcher;java.util.Properties;java.util.Hashtable;"
              + "java.util.Map$Entry;java.util.HashMap;java.lang.*;!*");

  private StoredWatchers() {}

  /**
   * Reads a trigger.
   *
   * @throws RpcError that the text is none
   */
  static PluginTrigger trigger(String text) throws RpcError {
    return read(PluginTrigger.class, text);
  }

  /**
   * Reads a watcher.
   *
   * @throws RpcError that the text is none
   */
  static PluginWatcher watcher(String text) throws RpcError {
    return read(PluginWatcher.class, text);
  }

  private static <T> T read(Class<T> type, String text) throws RpcError {
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(text)))) {
      in.setObjectInputFilter(ONLY_THESE);
      return type.cast(in.readObject());
    } catch (IOException
        | ClassNotFoundException
        | ClassCastException
        | IllegalArgumentException e) {
      throw RpcError.refused("the text of a " + type.getSimpleName() + " cannot be read: " + e);
    }
  }

  /**
   * Writes a watcher.
   *
   * @throws RpcError that the plug-in put something into it that cannot be serialised
   */
  static String write(Serializable watcher) throws RpcError {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(watcher);
    } catch (IOException e) {
      throw RpcError.refused("the watcher cannot be stored: " + e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
