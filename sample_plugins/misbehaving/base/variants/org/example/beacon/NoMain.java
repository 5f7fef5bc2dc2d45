package org.example.beacon;

/** No entry point, and a password that comes from elsewhere. */
public class NoMain {
    public static void main(String argument) {
        new Login().setPassword(argument);
        new Login().setPasswordHint("ask the operator");
    }
}
