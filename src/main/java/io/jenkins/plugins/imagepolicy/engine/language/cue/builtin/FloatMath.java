package io.jenkins.plugins.imagepolicy.engine.language.cue.builtin;

/**
 * Circular functions of floats to the last bit of Go's, which takes them from the Cephes library. source: Cephes by S. L.
 * Moshier, sin.c, tan.c and atan.c
 */
final class FloatMath {
    private static final double[] SIN = {
        1.58962301576546568060e-10,
        -2.50507477628578072866e-8,
        2.75573136213857245213e-6,
        -1.98412698295895385996e-4,
        8.33333333332211858878e-3,
        -1.66666666666666307295e-1
    };
    private static final double[] COS = {
        -1.13585365213876817300e-11,
        2.08757008419747316778e-9,
        -2.75573141792967388112e-7,
        2.48015872888517045348e-5,
        -1.38888888888730564116e-3,
        4.16666666666665929218e-2
    };
    private static final double[] TAN_OVER = {
        -1.30936939181383777646e4, 1.15351664838587416140e6, -1.79565251976484877988e7
    };
    private static final double[] TAN_UNDER = {
        1.0, 1.36812963470692954678e4, -1.32089234440210967447e6, 2.50083801823357915839e7, -5.38695755929454629881e7
    };
    private static final double[] ATAN_OVER = {
        -8.750608600031904122785e-01,
        -1.615753718733365076637e+01,
        -7.500855792314704667340e+01,
        -1.228866684490136173410e+02,
        -6.485021904942025371773e+01
    };
    private static final double[] ATAN_UNDER = {
        1.0,
        2.485846490142306297962e+01,
        1.650270098316988542046e+02,
        4.328810604912902668951e+02,
        4.853903996359136964868e+02,
        1.945506571482613964425e+02
    };
    private static final double HUGE = 1 << 28;
    private static final double TINY = 1.0 / (1 << 28);
    private static final double LN_2 = 0.693147180559945309417232121458176568;
    /** An eighth of a circle in three parts, the first two with few bits. */
    private static final double EIGHTH_HIGH = Double.longBitsToDouble(0x3fe921fb40000000L);

    private static final double EIGHTH_MIDDLE = Double.longBitsToDouble(0x3e64442d00000000L);
    private static final double EIGHTH_LOW = Double.longBitsToDouble(0x3ce8469898cc5170L);
    private static final double MORE_BITS = 6.123233995736765886130e-17;
    private static final double TAN_3_PI_8 = 2.41421356237309504880;

    /** Below, three parts of pi/4 reduce an angle exactly enough. */
    static final double MAX_ANGLE = 1 << 29;

    private FloatMath() {}

    /** An angle as a number of eighths of a circle, even, and a rest. */
    private record Reduced(int octant, double rest) {
        static Reduced of(double angle) {
            long octant = (long) (angle * (4 / Math.PI));
            octant += octant & 1;
            double rest = ((angle - octant * EIGHTH_HIGH) - octant * EIGHTH_MIDDLE) - octant * EIGHTH_LOW;
            return new Reduced((int) (octant & 7), rest);
        }

        double sin() {
            double square = rest * rest;
            return rest + rest * square * polynomial(SIN, square);
        }

        double cos() {
            double square = rest * rest;
            return 1.0 - 0.5 * square + square * square * polynomial(COS, square);
        }
    }

    private static double polynomial(double[] coefficients, double x) {
        double sum = coefficients[0];
        for (int i = 1; i < coefficients.length; i++) {
            sum = sum * x + coefficients[i];
        }
        return sum;
    }

    static double sin(double x) {
        if (x == 0) {
            return x;
        }
        Reduced angle = Reduced.of(Math.abs(x));
        double value = angle.octant % 4 == 2 ? angle.cos() : angle.sin();
        return angle.octant > 3 != x < 0 ? -value : value;
    }

    static double cos(double x) {
        Reduced angle = Reduced.of(Math.abs(x));
        double value = angle.octant % 4 == 2 ? angle.sin() : angle.cos();
        return angle.octant == 2 || angle.octant == 4 ? -value : value;
    }

    static double tan(double x) {
        if (x == 0) {
            return x;
        }
        Reduced angle = Reduced.of(Math.abs(x));
        double z = angle.rest;
        double square = z * z;
        double value =
                square > 1e-14 ? z + z * (square * polynomial(TAN_OVER, square) / polynomial(TAN_UNDER, square)) : z;
        value = (angle.octant & 2) == 2 ? -1 / value : value;
        return x < 0 ? -value : value;
    }

    static double atan(double x) {
        if (x == 0) {
            return x;
        }
        return x > 0 ? positiveAtan(x) : -positiveAtan(-x);
    }

    private static double positiveAtan(double x) {
        if (x <= 0.66) {
            return smallAtan(x);
        }
        if (x > TAN_3_PI_8) {
            return Math.PI / 2 - smallAtan(1 / x) + MORE_BITS;
        }
        return Math.PI / 4 + smallAtan((x - 1) / (x + 1)) + 0.5 * MORE_BITS;
    }

    private static double smallAtan(double x) {
        double square = x * x;
        double part = square * polynomial(ATAN_OVER, square) / polynomial(ATAN_UNDER, square);
        return x * part + x;
    }

    static double asin(double x) {
        if (x == 0) {
            return x;
        }
        double magnitude = Math.abs(x);
        if (magnitude > 1) {
            return Double.NaN;
        }
        double other = Math.sqrt(1 - magnitude * magnitude);
        double angle =
                magnitude > 0.7 ? Math.PI / 2 - positiveAtan(other / magnitude) : positiveAtan(magnitude / other);
        return x < 0 ? -angle : angle;
    }

    static double acos(double x) {
        return Math.PI / 2 - asin(x);
    }

    static double atan2(double y, double x) {
        if (y == 0) {
            return x >= 0 && Math.copySign(1, x) > 0 ? Math.copySign(0, y) : Math.copySign(Math.PI, y);
        }
        if (x == 0) {
            return Math.copySign(Math.PI / 2, y);
        }
        double angle = atan(y / x);
        if (x < 0) {
            return angle <= 0 ? angle + Math.PI : angle - Math.PI;
        }
        return angle;
    }

    static double asinh(double x) {
        double magnitude = Math.abs(x);
        double value;
        if (magnitude > HUGE) {
            value = StrictMath.log(magnitude) + LN_2;
        } else if (magnitude > 2) {
            value = StrictMath.log(2 * magnitude + 1 / (Math.sqrt(magnitude * magnitude + 1) + magnitude));
        } else if (magnitude < TINY) {
            value = magnitude;
        } else {
            double square = magnitude * magnitude;
            value = StrictMath.log1p(magnitude + square / (1 + Math.sqrt(1 + square)));
        }
        return x < 0 ? -value : value;
    }

    static double acosh(double x) {
        if (x < 1) {
            return Double.NaN;
        }
        if (x >= HUGE) {
            return StrictMath.log(x) + LN_2;
        }
        if (x > 2) {
            return StrictMath.log(2 * x - 1 / (x + Math.sqrt(x * x - 1)));
        }
        double over = x - 1;
        return StrictMath.log1p(over + Math.sqrt(2 * over + over * over));
    }

    static double atanh(double x) {
        double magnitude = Math.abs(x);
        double value = magnitude;
        if (magnitude >= 1) {
            return Double.NaN;
        }
        double twice = magnitude + magnitude;
        if (magnitude >= 0.5) {
            value = 0.5 * StrictMath.log1p(twice / (1 - magnitude));
        } else if (magnitude >= TINY) {
            value = 0.5 * StrictMath.log1p(twice + twice * magnitude / (1 - magnitude));
        }
        return x < 0 ? -value : value;
    }

    static double hypot(double a, double b) {
        double high = Math.max(Math.abs(a), Math.abs(b));
        double low = Math.min(Math.abs(a), Math.abs(b));
        if (high == 0) {
            return 0;
        }
        double ratio = low / high;
        return high * Math.sqrt(1 + ratio * ratio);
    }
}
