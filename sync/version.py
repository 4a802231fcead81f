"""The version, which the distribution and what is kept between runs are named after."""

__version__ = "0.1.0"
