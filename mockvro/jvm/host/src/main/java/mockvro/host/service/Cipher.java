package mockvro.host.service;

import ch.dunes.vso.sdk.cipher.ICipher;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A reversible, null-safe transformation. It must survive a restart and protects nothing: the
 * simulation has no secrets of its own, and a plug-in can only tell that the text changed.
 */
final class Cipher implements ICipher {
  private static final String MARK = "mockvro:";

  @Override
  public String encrypt(String text) {
    return text == null ? null : MARK + Base64.getEncoder().encodeToString(bytes(text));
  }

  @Override
  public String decrypt(String text) {
    if (text == null || !text.startsWith(MARK)) {
      return text;
    }
    byte[] bytes = Base64.getDecoder().decode(text.substring(MARK.length()));
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
