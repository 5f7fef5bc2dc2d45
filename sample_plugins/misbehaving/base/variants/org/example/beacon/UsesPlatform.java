package org.example.beacon;

import org.apache.commons.lang.StringUtils;

public class UsesPlatform {
    public boolean call(String text) {
        return StringUtils.isBlank(text);
    }
}
