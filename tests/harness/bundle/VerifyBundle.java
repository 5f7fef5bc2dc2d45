import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;

/** Checks the signature of a bundle with nothing but the JDK: {@code java VerifyBundle.java B K}. */
class VerifyBundle {
    public static void main(String[] args) throws Exception {
        String envelope;
        try (ZipFile zip = new ZipFile(args[0])) {
            envelope = new String(zip.getInputStream(
                    zip.getEntry("attestation/test-result.dsse.json")).readAllBytes(), "UTF-8");
        }
        String pem = Files.readString(Path.of(args[1])).replaceAll("-----[A-Z ]+-----|\\s", "");
        boolean edwards = pem.startsWith("MCowBQYDK2Vw");
        PublicKey key = KeyFactory.getInstance(edwards ? "Ed25519" : "EC")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(pem)));
        Signature verifier = Signature.getInstance(edwards ? "Ed25519" : "SHA256withECDSA");
        verifier.initVerify(key);
        verifier.update(preAuthentication(field(envelope, "payloadType"),
                Base64.getDecoder().decode(field(envelope, "payload"))));
        boolean good = verifier.verify(Base64.getDecoder().decode(field(envelope, "sig")));
        System.out.println(good);
        System.exit(good ? 0 : 1);
    }

    private static byte[] preAuthentication(String type, byte[] payload) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(("DSSEv1 " + type.length() + " " + type + " " + payload.length + " ").getBytes());
        out.write(payload);
        return out.toByteArray();
    }

    private static String field(String json, String name) {
        Matcher found = Pattern.compile('"' + name + "\":\"([^\"]*)\"").matcher(json);
        if (!found.find()) {
            throw new IllegalArgumentException("no " + name);
        }
        return found.group(1);
    }
}
