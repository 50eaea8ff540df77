from tests.thrift import read_fonts_once

read_fonts_once()
