package io.contrailkube.node.guard;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What is too large, or unfinished. */
final class Size {
    static final int MAIN_LINES = 300;
    static final int TEST_LINES = 500;
    private static final int ARGUMENTS = 5;
    /** Records are data: their components are fields, not collaborators. */
    private static final int COMPONENTS = 10;

    private static final Pattern UNFINISHED = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");

    private Size() {}

    static List<String> faults(SourceTree.Source source, int limit) {
        var faults = new ArrayList<String>();
        List<String> lines = source.lines();
        if (lines.size() > limit) {
            faults.add(source.name() + " has " + lines.size() + " lines, not " + limit);
        }
        for (int i = 0; i < lines.size(); i++) {
            if (UNFINISHED.matcher(lines.get(i)).find()) {
                faults.add(source.name() + ':' + (i + 1) + " is unfinished");
            }
        }
        return faults;
    }

    static List<String> faults(JavaClass type) {
        int limit = type.isRecord() ? COMPONENTS : ARGUMENTS;
        return type.getConstructors().stream()
                .filter(constructor -> !type.isAnonymousClass() && written(constructor) > limit)
                .map(constructor ->
                        type.getName() + " has a constructor with " + written(constructor) + " arguments, not " + limit)
                .toList();
    }

    /** Without those that the compiler adds: name and place of an enum's constant, the outer object. */
    private static int written(JavaConstructor constructor) {
        JavaClass type = constructor.getOwner();
        int all = constructor.getRawParameterTypes().size();
        if (type.isEnum()) {
            return all - 2;
        }
        boolean inner = type.isNestedClass()
                && !type.getModifiers().contains(JavaModifier.STATIC)
                && !type.isRecord()
                && !type.isInterface();
        return inner ? all - 1 : all;
    }
}
